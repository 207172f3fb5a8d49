import { type ActorKind, inTransaction } from '@cahier/db'
import {
  found,
  inSeenConsultation,
  newId,
  type Participant,
  refuse,
  refuseArchived,
  requirePerson,
  validate,
} from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { requireParticipantById } from './get'
import { drawPseudonym } from './pseudonym'
import { actorKind, id, shownName } from './rules'
import { requireTerritory } from './territory'

/** Who joins a consultation, and as what. */
export interface Joining {
  consultationId: string
  /** For good: what they write is counted by it. */
  actorKind: ActorKind
  territoryId?: string | null | undefined
  /** The name to show instead of the pseudonym, 80 characters at most; refused under 15. */
  chosenName?: string | null | undefined
  /** False unless told. */
  isUnder15?: boolean | null | undefined
}

const joining: z.ZodType<Joining> = z.object({
  consultationId: id,
  actorKind,
  territoryId: id.nullish(),
  chosenName: shownName.nullish(),
  isUnder15: z.boolean().nullish(),
})

/** @throws ValidationError when a name is chosen under 15 */
export const requireNameAllowed = (isUnder15: boolean, chosenName: string | null): void => {
  if (isUnder15 && chosenName !== null) refuse('chosenName', 'under15')
}

/** The id that the person has in the consultation, if they joined it. @throws NotFoundError for one that they may not see */
const findJoined = async (tx: ParticipantsContext, consultationId: string, personId: string) => {
  const row = await tx.sql
    .selectFrom('consultation')
    .leftJoin('participant', (join) =>
      join.onRef('participant.consultationId', '=', 'consultation.id').on('participant.personId', '=', personId),
    )
    .select(['participant.id', 'consultation.status'])
    .where('consultation.id', '=', consultationId)
    .where(inSeenConsultation(tx.viewer, 'consultation.id'))
    .executeTakeFirst()
  return found(row, 'Consultation', consultationId)
}

/** Makes the participant; of racing requests of one person, one does. Undefined when another one did, or the pseudonym was taken. */
const insertParticipant = (tx: ParticipantsContext, personId: string, { isUnder15, ...input }: Joining) =>
  tx.sql
    .insertInto('participant')
    .values({
      ...input,
      id: newId(),
      personId,
      isUnder15: isUnder15 ?? false,
      pseudonym: drawPseudonym(),
      createdAt: tx.clock().toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()

const join = async (tx: ParticipantsContext, personId: string, input: Joining): Promise<string> => {
  const { consultationId } = input
  const { id: joinedId, status } = await findJoined(tx, consultationId, personId)
  if (joinedId) return joinedId
  refuseArchived(status)
  const made = await insertParticipant(tx, personId, input)
  if (!made) return join(tx, personId, input)
  const subject = { subjectType: 'Participant', subjectId: made.id }
  await tx.outbox.record(tx, { type: 'participant.joined', consultationId, ...subject })
  return made.id
}

/**
 * Joins a consultation, under a pseudonym that is unique in it. Who joined already stays as they are, whatever they ask for: a retry is safe.
 * @throws NotAuthenticatedError, NotFoundError, ValidationError (a name chosen under 15, an unknown territory), ConflictError for an archived one
 */
export const joinConsultation = async (ctx: ParticipantsContext, input: Joining): Promise<Participant> => {
  const { personId } = requirePerson(ctx.viewer)
  const valid = validate(joining, input)
  requireNameAllowed(valid.isUnder15 ?? false, valid.chosenName ?? null)
  return inTransaction(ctx, async (tx) => {
    await requireTerritory(tx, valid.territoryId)
    return requireParticipantById(tx, await join(tx, personId, valid))
  })
}
