import { ActorKind, Origin } from '@cahier/db'
import { builder, byId, connectionOf, loadBatched, type NamedNode, orAbsent } from '@cahier/graphql'
import { type Participant, participantIn } from '@cahier/kernel'
import { getParticipants, listMembershipsOf, listShownTerritoryIds, type Membership } from '../index'
import { OrganisationRef } from './organisation'

export const ParticipantRef = builder.loadableNodeRef('Participant', {
  id: { resolve: (participant: Participant) => participant.id },
  load: (ids: string[], context) => orAbsent(getParticipants(context, ids)),
})

export const ParticipantConnection = connectionOf(ParticipantRef, 'Participant', 'participants')

const confirmed = (memberships: Membership[]): string[] =>
  memberships.filter(({ confirmedAt }) => confirmedAt !== null).map(({ organisationId }) => organisationId)

ParticipantRef.implement({
  description: 'A person in one consultation, as everybody sees them there: nothing tells who they are elsewhere.',
  fields: (t) => ({
    displayName: t.exposeString('displayName', {
      description: 'The name that they chose, else their pseudonym; under 15, always the pseudonym.',
    }),
    actorKind: t.expose('actorKind', { type: ActorKind, description: 'What they said to be when they joined.' }),
    territory: t.field({
      type: 'Territory',
      nullable: true,
      description:
        'Where they take part from: an académie or a région académique, never narrower. Null when they did not say.',
      resolve: async ({ territoryId }, _, context) => {
        if (!territoryId) return null
        const shown = (ids: readonly string[]) => listShownTerritoryIds(context, ids)
        return byId<NamedNode>(await loadBatched(context, 'Participant.territory', null, territoryId, shown))
      },
    }),
    organisations: t.field({
      type: [OrganisationRef],
      description: 'The organisations that they speak for, confirmed by an organiser; ten at most.',
      resolve: async ({ id }, _, context) => {
        const batch = (ids: readonly string[]) => listMembershipsOf(context, ids)
        return confirmed(await loadBatched(context, 'Participant.memberships', null, id, batch))
      },
    }),
    consultation: t.field({
      type: 'Consultation',
      description: 'The consultation that they take part in.',
      resolve: ({ consultationId }) => byId<NamedNode>(consultationId),
    }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where they come from: this platform, elsewhere, or a generator.',
    }),
    joinedAt: t.expose('createdAt', { type: 'DateTime', description: 'When they joined the consultation.' }),
    isViewer: t.boolean({
      description: 'Whether this is the signed-in person.',
      resolve: ({ id, consultationId }, _, { viewer }) => participantIn(viewer, consultationId) === id,
    }),
  }),
})
