import { type ActorKind, inTransaction, isUniqueViolation } from '@cahier/db'
import { newId, refuse, requirePerson, slug, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { type Organisation, requireOrganisation } from './organisation'
import { actorKind, organisationName } from './rules'

/** An organisation to create. */
export interface NewOrganisation {
  /** Its name in addresses, unique on the platform; 80 characters at most. */
  slug: string
  /** 200 characters at most. */
  name: string
  actorKind: ActorKind
}

const newOrganisation: z.ZodType<NewOrganisation> = z.object({ slug, name: organisationName, actorKind })

/**
 * Adds an organisation, not verified, for anybody signed in; who speaks for it asks for a membership besides.
 * @throws NotAuthenticatedError, ValidationError when its name in addresses is taken, too
 */
export const createOrganisation = async (ctx: ParticipantsContext, input: NewOrganisation): Promise<Organisation> => {
  requirePerson(ctx.viewer)
  const data = { ...validate(newOrganisation, input), id: newId() }
  return inTransaction(ctx, async (tx) => {
    await tx.db.organisation.create({ data: { ...data, createdAt: tx.clock() }, select: { id: true } })
    const subject = { subjectType: 'Organisation', subjectId: data.id }
    await tx.outbox.record(tx, { type: 'organisation.created', consultationId: null, ...subject })
    return requireOrganisation(tx, data.id)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) refuse('slug', 'taken')
    throw error
  })
}
