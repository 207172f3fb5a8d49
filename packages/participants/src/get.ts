import { rawSql } from '@cahier/db'
import { found, isId, type Participant } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'
import { selectParticipants } from './participant'

/** The participants of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getParticipants = async (
  ctx: ParticipantsReadContext,
  ids: readonly string[],
): Promise<(Participant | null)[]> => {
  const rows = await selectParticipants(ctx)
    .where('participant.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((participant) => [participant.id, participant]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The participant of this id, or null. */
export const getParticipant = async (ctx: ParticipantsReadContext, id: string): Promise<Participant | null> =>
  (await getParticipants(ctx, [id]))[0] ?? null

/** @throws NotFoundError */
export const requireParticipantById = async (ctx: ParticipantsReadContext, id: string): Promise<Participant> =>
  found(await getParticipant(ctx, id), 'Participant', id)
