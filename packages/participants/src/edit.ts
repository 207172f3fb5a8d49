import { inTransaction } from '@cahier/db'
import { ConflictError, found, NotAllowedError, type Participant, requirePerson, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { requireParticipantById } from './get'
import { requireNameAllowed } from './join'
import { selectParticipants } from './participant'
import { id, shownName, version } from './rules'
import { requireTerritory } from './territory'

/** What changes in one's own participant; what is left out stays, null takes away. */
export interface ParticipantEdit {
  id: string
  /** The version that the edit started from. */
  version: number
  territoryId?: string | null | undefined
  /** The name to show instead of the pseudonym, 80 characters at most; refused under 15. */
  chosenName?: string | null | undefined
  /** Becoming true, it takes the chosen name away. */
  isUnder15?: boolean | undefined
}

const participantEdit: z.ZodType<ParticipantEdit> = z.object({
  id,
  version,
  territoryId: id.nullish(),
  chosenName: shownName.nullish(),
  isUnder15: z.boolean().optional(),
})

const readOwn = async (tx: ParticipantsContext, participantId: string) => {
  const { personId } = requirePerson(tx.viewer)
  const query = selectParticipants(tx).select(['personId', 'isUnder15']).where('participant.id', '=', participantId)
  const own = found(await query.executeTakeFirst(), 'Participant', participantId)
  if (own.personId !== personId) throw new NotAllowedError('NOT_SELF')
  return own
}

/** What is left out stays, and no name stays chosen under 15. */
const written = ({ territoryId, chosenName }: Omit<ParticipantEdit, 'id' | 'version'>, isUnder15: boolean) => ({
  isUnder15,
  ...(territoryId !== undefined && { territoryId }),
  ...(isUnder15 ? { chosenName: null } : chosenName !== undefined && { chosenName }),
})

/**
 * Edits one's own participant: what they are shown by, and from where. The actor kind stays: what they wrote is counted by it.
 * @throws NotAuthenticatedError, NotAllowedError for another person's, NotFoundError, ValidationError, ConflictError from a stale version
 */
export const editParticipant = async (ctx: ParticipantsContext, input: ParticipantEdit): Promise<Participant> => {
  const { id: participantId, version: from, ...edit } = validate(participantEdit, input)
  return inTransaction(ctx, async (tx) => {
    const own = await readOwn(tx, participantId)
    const isUnder15 = edit.isUnder15 ?? own.isUnder15
    requireNameAllowed(isUnder15, edit.chosenName ?? null)
    await requireTerritory(tx, edit.territoryId)
    const { count } = await tx.db.participant.updateMany({
      where: { id: participantId, version: from },
      data: { ...written(edit, isUnder15), version: { increment: 1 } },
    })
    const participant = await requireParticipantById(tx, participantId)
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: participant.version })
    const { consultationId } = participant
    const subject = { subjectType: 'Participant', subjectId: participantId }
    await tx.outbox.record(tx, { type: 'participant.edited', consultationId, ...subject })
    return participant
  })
}
