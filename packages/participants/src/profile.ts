import { rawSql } from '@cahier/db'
import { type Participant, participantIn } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'
import { selectParticipants } from './participant'

/** What a participant alone sees of themselves. */
export interface ParticipantProfile extends Participant {
  pseudonym: string
  /** The name that they chose to show instead; null: the pseudonym is shown. */
  chosenName: string | null
  isUnder15: boolean
}

/** The viewer's own profiles, of these participants, in the order asked; null for anybody else's. One statement. */
export const getOwnProfiles = async (
  ctx: ParticipantsReadContext,
  participantIds: readonly string[],
): Promise<(ParticipantProfile | null)[]> => {
  const { viewer } = ctx
  if (viewer.kind !== 'person') return participantIds.map(() => null)
  const own = new Set(viewer.participants.values())
  const asked = participantIds.filter((id) => own.has(id))
  const rows = await selectParticipants(ctx)
    .select(['pseudonym', 'chosenName', 'isUnder15'])
    .where('participant.id', '=', rawSql<string>`ANY(${asked}::uuid[])`)
    .where('personId', '=', viewer.personId)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return participantIds.map((id) => byId.get(id) ?? null)
}

/** The viewer's own profile in a consultation; null when they have not joined it. */
export const getOwnProfile = async (
  ctx: ParticipantsReadContext,
  consultationId: string,
): Promise<ParticipantProfile | null> => {
  const id = participantIn(ctx.viewer, consultationId)
  return id ? ((await getOwnProfiles(ctx, [id]))[0] ?? null) : null
}
