import { inTransaction } from '@cahier/db'
import { newId, requireAdministrator, type Texts } from '@cahier/kernel'
import type { ThemesContext } from './context'
import { writeQuestions } from './create'

/** A theme that comes from elsewhere; `externalId` names it there. */
export interface ImportedTheme {
  externalId: string
  slug: string
  title: Texts
  summary?: Texts
  position: number
  questions?: Texts[]
}

/**
 * Brings themes in, at the top of the tree, for the platform and its administrators; those that came before (by `externalId`) are updated.
 * Returns their ids by `externalId`. Idempotent.
 */
export const importThemes = async (
  ctx: ThemesContext,
  consultationId: string,
  themes: readonly ImportedTheme[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  return inTransaction(ctx, async (tx) => {
    const ids = new Map<string, string>()
    for (const { externalId, slug, title, summary = {}, position, questions = [] } of themes) {
      const { id } = await tx.db.theme.upsert({
        where: { consultationId_externalId: { consultationId, externalId } },
        create: { id: newId(), consultationId, externalId, slug, title, summary, position },
        update: { title, summary, position },
        select: { id: true },
      })
      await writeQuestions(tx, id, questions)
      ids.set(externalId, id)
    }
    const fact = { type: 'theme.imported', consultationId, subjectType: 'Consultation', subjectId: consultationId }
    await tx.outbox.record(tx, { ...fact, payload: { count: themes.length } })
    return ids
  })
}
