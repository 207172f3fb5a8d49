import { ActorKind, Role } from '@cahier/db'
import { builder, idOrNull, pageArgs } from '@cahier/graphql'
import { participantIn } from '@cahier/kernel'
import { listMemberships, listParticipants, listRoleGrants } from '../index'
import { MembershipConnection } from './membership'
import { ParticipantConnection, ParticipantRef } from './participant'
import { RoleGrantConnection } from './role-grant'

const ParticipantFilter = builder.inputType('ParticipantFilter', {
  description: 'Which participants to keep: those that meet all that is said.',
  fields: (t) => ({
    actorKind: t.field({ type: [ActorKind], description: 'Of one of these kinds; of any when left out.' }),
    territoryId: t.id({ description: 'From this territory or one under it; from anywhere when left out.' }),
    organisationId: t.id({ description: 'Confirmed to speak for this organisation; for any or none when left out.' }),
  }),
})

const MembershipFilter = builder.inputType('MembershipFilter', {
  description: 'Which memberships to keep: those that meet all that is said.',
  fields: (t) => ({
    organisationId: t.id({ description: 'Of this organisation; of any when left out.' }),
    isConfirmed: t.boolean({ description: 'True: those confirmed; false: those asked for; left out: both.' }),
  }),
})

builder.objectField('Consultation', 'viewerParticipant', (t) =>
  t.field({
    type: ParticipantRef,
    nullable: true,
    description: 'The signed-in person in it; null for a visitor, and for who has not joined it.',
    resolve: ({ id }, _, { viewer }) => participantIn(viewer, id) ?? null,
  }),
)

builder.objectField('Consultation', 'participants', (t) =>
  t.field({
    type: ParticipantConnection,
    nullable: true,
    description:
      'Who joined it, the latest first, imported and synthetic ones included. For its staff; an error and null for others.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: ParticipantFilter, description: 'Which to keep; all when left out.' }),
    },
    resolve: ({ id: consultationId }, { filter, ...page }, context) => {
      const territoryId = idOrNull('Territory', filter?.territoryId, 'filter.territoryId')
      const organisationId = idOrNull('Organisation', filter?.organisationId, 'filter.organisationId')
      return listParticipants(
        context,
        { consultationId, actorKind: filter?.actorKind, territoryId, organisationId },
        page,
      )
    },
  }),
)

builder.objectField('Consultation', 'roleGrants', (t) =>
  t.field({
    type: RoleGrantConnection,
    nullable: true,
    description: 'Who holds which role in it, by role. For its organisers; an error and null for others.',
    args: {
      ...pageArgs(t.arg),
      role: t.arg({ type: Role, description: 'This role alone; every role when left out.' }),
    },
    resolve: ({ id: consultationId }, { role, ...page }, context) =>
      listRoleGrants(context, { consultationId, role }, page),
  }),
)

builder.objectField('Consultation', 'memberships', (t) =>
  t.field({
    type: MembershipConnection,
    nullable: true,
    description:
      'Who speaks for which organisation in it, and who asks to, by organisation. For its organisers; an error and null for others.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: MembershipFilter, description: 'Which to keep; all when left out.' }),
    },
    resolve: ({ id: consultationId }, { filter, ...page }, context) => {
      const organisationId = idOrNull('Organisation', filter?.organisationId, 'filter.organisationId')
      return listMemberships(context, { consultationId, organisationId, isConfirmed: filter?.isConfirmed }, page)
    },
  }),
)
