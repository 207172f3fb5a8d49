import { inTransaction } from '@cahier/db'
import { newId, requireAdministrator, validate } from '@cahier/kernel'
import type { Consultation } from './consultation'
import type { ConsultationsContext } from './context'
import { requireConsultation } from './get'
import { type ConsultationSheet, consultationSheet } from './rules'

// An edit that started before the import must not undo it.
const version = { increment: 1 }

/**
 * Brings a whole consultation in, with its phases, spaces and pages, for the platform and its administrators. What came before, by its
 * slugs, is updated; what was added here stays, and so does the status, which only the first import gives. Idempotent.
 * @throws ValidationError, NotAllowedError, NotAuthenticatedError
 */
export const importConsultation = async (
  ctx: ConsultationsContext,
  input: ConsultationSheet,
): Promise<Consultation> => {
  requireAdministrator(ctx.viewer)
  const { phases, spaces, pages, status, source = null, ...fields } = validate(consultationSheet, input)
  return inTransaction(ctx, async (tx) => {
    const { slug } = fields
    const data = { ...fields, source }
    const { id } = await tx.db.consultation.upsert({
      where: { slug },
      create: { ...data, status, id: newId() },
      update: { ...data, version },
      select: { id: true },
    })
    const owned = { consultationId: id }
    const key = (part: { slug: string }) => ({ consultationId_slug: { ...owned, slug: part.slug } })
    for (const phase of phases) {
      await tx.db.phase.upsert({
        where: key(phase),
        create: { ...phase, ...owned, id: newId() },
        update: { ...phase, version },
      })
    }
    for (const [position, space] of spaces.entries()) {
      await tx.db.space.upsert({
        where: key(space),
        create: { ...space, ...owned, id: newId(), position },
        update: { ...space, position, version },
      })
    }
    for (const [position, page] of pages.entries()) {
      await tx.db.page.upsert({
        where: key(page),
        create: { ...page, ...owned, id: newId(), position },
        update: { ...page, position, version },
      })
    }
    await tx.outbox.record(tx, {
      type: 'consultation.imported',
      consultationId: id,
      subjectType: 'Consultation',
      subjectId: id,
    })
    return requireConsultation(tx, id)
  })
}
