import { Role } from '@cahier/db'
import { addMutation, idOf } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, type Participant, ValidationError } from '@cahier/kernel'
import { grantRole, type ParticipantsContext, type RoleChange, revokeRole } from '../index'
import { ParticipantRef } from './participant'

const addRoleChange = (
  name: string,
  description: string,
  change: (ctx: ParticipantsContext, change: RoleChange) => Promise<Participant>,
): void =>
  addMutation(name, {
    description,
    input: (t) => ({
      consultationId: t.id({ required: true, description: 'The consultation.' }),
      participantId: t.id({ required: true, description: 'A participant of that consultation.' }),
      role: t.field({ type: Role, required: true, description: 'The role; PARTICIPANT is refused: joining gives it.' }),
    }),
    errors: [NotFoundError, NotAllowedError, ValidationError, ConflictError],
    payload: { participant: { type: ParticipantRef, description: 'The participant.' } },
    act: async (context, { consultationId, participantId, role }) => ({
      participant: await change(context, {
        consultationId: idOf('Consultation', consultationId, 'consultationId'),
        participantId: idOf('Participant', participantId, 'participantId'),
        role,
      }),
    }),
  })

addRoleChange(
  'grantRole',
  'Grants a role in a consultation. For its organisers; ORGANISER itself, for administrators. Twice changes nothing.',
  grantRole,
)
addRoleChange('revokeRole', 'Takes a role back. For who could grant it. Twice changes nothing.', revokeRole)
