import { Role } from '@cahier/db'
import { builder, connectionOf } from '@cahier/graphql'
import { participantOf } from '@cahier/kernel'
import type { RoleGrant } from '../index'
import { ParticipantRef } from './participant'

const RoleGrantRef = builder.objectRef<RoleGrant>('RoleGrant').implement({
  description: 'A role that a participant holds in their consultation.',
  fields: (t) => ({
    role: t.expose('role', { type: Role, description: 'The role; never PARTICIPANT, which joining gives.' }),
    grantedAt: t.expose('grantedAt', { type: 'DateTime', description: 'When it was granted.' }),
    participant: t.field({
      type: ParticipantRef,
      nullable: true,
      description: 'Who holds it; null when the viewer may not see them any more.',
      resolve: (grant) => participantOf(grant, 'participant'),
    }),
  }),
})

export const RoleGrantConnection = connectionOf(RoleGrantRef, 'RoleGrant', 'roles granted')
