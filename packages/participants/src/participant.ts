import { rawSql } from '@cahier/db'
import { displayName, inSeenConsultation, type Participant } from '@cahier/kernel'
import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import type { ParticipantsReadContext, ParticipantsTables } from './context'

/** The participants that the viewer may see, by the face that everybody sees, for a caller to filter and order. */
export const selectParticipants = ({
  sql,
  viewer,
}: ParticipantsReadContext): SelectQueryBuilder<ParticipantsTables, 'participant', Participant> =>
  sql
    .selectFrom('participant')
    .select(['participant.id', 'consultationId', 'actorKind', 'territoryId', 'origin', 'version', 'createdAt'])
    .select(displayName('participant').as('displayName'))
    .where(inSeenConsultation(viewer, 'participant.consultationId'))

/** Whether `column` names a territory or one under it. */
export const inTerritory = (column: string, territoryId: string): RawBuilder<boolean> =>
  rawSql<boolean>`${rawSql.ref(column)} IN (SELECT "id" FROM "territory"
    WHERE ${territoryId}::uuid IN ("territory"."id", "territory"."academyId", "territory"."regionId"))`
