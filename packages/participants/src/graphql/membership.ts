import { builder, connectionOf } from '@cahier/graphql'
import { participantOf } from '@cahier/kernel'
import type { Membership } from '../index'
import { OrganisationRef } from './organisation'
import { ParticipantRef } from './participant'

export const MembershipRef = builder.objectRef<Membership>('Membership').implement({
  description: 'A participant who speaks for an organisation, or asks to.',
  fields: (t) => ({
    organisation: t.field({
      type: OrganisationRef,
      description: 'The organisation.',
      resolve: ({ organisationId }) => organisationId,
    }),
    participant: t.field({
      type: ParticipantRef,
      nullable: true,
      description: 'Who speaks for it; null when the viewer may not see them any more.',
      resolve: (membership) => participantOf(membership, 'participant'),
    }),
    confirmedAt: t.expose('confirmedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When an organiser confirmed it; null while it is asked for, seen by the participant and organisers.',
    }),
  }),
})

export const MembershipConnection = connectionOf(MembershipRef, 'Membership', 'memberships')
