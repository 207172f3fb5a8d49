import { Role } from '@cahier/db'
import { builder, byId, idOrNull, loadBatched, type NamedNode, pageArgs } from '@cahier/graphql'
import type { PersonViewer } from '@cahier/kernel'
import { countNotices, getOwnProfiles, listMembershipsOf, listNotices, type ParticipantProfile } from '../index'
import { MembershipRef } from './membership'
import { NoticeConnection, NoticeFilter } from './notice'
import { ParticipantRef } from './participant'

interface Participation {
  consultationId: string
  participantId: string | null
  roles: Role[]
}

const participationsOf = ({ roles, participants }: PersonViewer): Participation[] =>
  [...new Set([...participants.keys(), ...roles.keys()])].sort().map((consultationId) => ({
    consultationId,
    participantId: participants.get(consultationId) ?? null,
    roles: [...(roles.get(consultationId) ?? [])].sort(),
  }))

const ProfileRef = builder.objectRef<ParticipantProfile>('ParticipantProfile').implement({
  description: 'What a participant alone sees of themselves.',
  fields: (t) => ({
    pseudonym: t.exposeString('pseudonym', { description: 'The name given to them, unique in the consultation.' }),
    chosenName: t.exposeString('chosenName', {
      nullable: true,
      description: 'The name that they chose to show instead; null when the pseudonym is shown.',
    }),
    isUnder15: t.exposeBoolean('isUnder15', {
      description: 'Whether they said that they are under 15: no name can be chosen then.',
    }),
    territory: t.field({
      type: 'Territory',
      nullable: true,
      description:
        'Where they take part from, as they said it: others see no narrower than the académie. Null if unsaid.',
      resolve: ({ territoryId }) => (territoryId ? byId<NamedNode>(territoryId) : null),
    }),
    memberships: t.field({
      type: [MembershipRef],
      description: 'The organisations that they speak for, or asked to; ten at most.',
      resolve: ({ id }, _, context) =>
        loadBatched(context, 'Participant.memberships', null, id, (ids) => listMembershipsOf(context, ids)),
    }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
  }),
})

const ParticipationRef = builder.objectRef<Participation>('Participation').implement({
  description: 'What the signed-in person is in one consultation.',
  fields: (t) => ({
    consultation: t.field({
      type: 'Consultation',
      description: 'The consultation.',
      resolve: ({ consultationId }) => byId<NamedNode>(consultationId),
    }),
    participant: t.field({
      type: ParticipantRef,
      nullable: true,
      description: 'Them, as everybody sees them there; null when they hold a role without having joined.',
      resolve: ({ participantId }) => participantId,
    }),
    roles: t.expose('roles', { type: [Role], description: 'Their roles there; PARTICIPANT once they joined.' }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'What they alone see of themselves; null when they have not joined.',
      resolve: ({ participantId }, _, context) =>
        participantId
          ? loadBatched(context, 'Participation.profile', null, participantId, (ids) => getOwnProfiles(context, ids))
          : null,
    }),
  }),
})

const ViewerRef = builder.objectRef<PersonViewer>('Viewer').implement({
  description: 'The signed-in person, for themselves alone.',
  fields: (t) => ({
    isAdministrator: t.exposeBoolean('isAdministrator', { description: 'Whether they administer the platform.' }),
    participations: t.field({
      type: [ParticipationRef],
      description: 'What they are in each consultation that they joined or hold a role in.',
      resolve: participationsOf,
    }),
    notices: t.field({
      type: NoticeConnection,
      args: {
        ...pageArgs(t.arg),
        filter: t.arg({ type: NoticeFilter, description: 'Which to keep; all when left out.' }),
      },
      description: 'What they were told of, the latest first.',
      resolve: (_, { filter, ...page }, context) => {
        const consultationId = idOrNull('Consultation', filter?.consultationId, 'filter.consultationId')
        return listNotices(context, { consultationId, isRead: filter?.isRead }, page)
      },
    }),
    unreadNoticeCount: t.int({
      description: 'How many notices they have not marked as read, over all consultations.',
      resolve: (_, _args, context) => countNotices(context, { isRead: false }),
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    description: 'The signed-in person; null for a visitor.',
    resolve: (_, _args, { viewer }) => (viewer.kind === 'person' ? viewer : null),
  }),
)
