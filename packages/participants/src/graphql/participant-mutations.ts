import { ActorKind } from '@cahier/db'
import { addMutation, idOf, idOrNull } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import { editParticipant, joinConsultation, markNoticesRead } from '../index'
import { ParticipantRef } from './participant'

const PARTICIPANT = { participant: { type: ParticipantRef, description: 'The participant, as everybody sees them.' } }
const CHOSEN_NAME = 'The name to show instead of the pseudonym, 80 characters at most; refused under 15.'

addMutation('joinConsultation', {
  description: 'Joins a consultation, under a pseudonym. Who joined already stays as they are, whatever the input.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: 'The consultation.' }),
    actorKind: t.field({
      type: ActorKind,
      required: true,
      description: 'What the person is in the education community; it does not change afterwards.',
    }),
    territoryId: t.id({ description: 'Where they take part from; unsaid when left out.' }),
    chosenName: t.string({ description: `${CHOSEN_NAME} Left out: the pseudonym is shown.` }),
    isUnder15: t.boolean({ description: 'Whether they are under 15; false when left out.' }),
  }),
  errors: [NotFoundError, ValidationError, ConflictError],
  payload: PARTICIPANT,
  act: async (context, { consultationId, actorKind, territoryId, chosenName, isUnder15 }) => ({
    participant: await joinConsultation(context, {
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
      actorKind,
      territoryId: idOrNull('Territory', territoryId, 'territoryId'),
      chosenName,
      isUnder15,
    }),
  }),
})

addMutation('editParticipant', {
  description: 'Edits what the signed-in person is shown by in a consultation, and from where.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Their participant.' }),
    version: t.int({ required: true, description: 'The version that the edit started from (`profile.version`).' }),
    territoryId: t.id({ description: 'Where they take part from; unchanged when left out, unsaid when null.' }),
    chosenName: t.string({ description: `${CHOSEN_NAME} Unchanged when left out; null shows the pseudonym again.` }),
    isUnder15: t.boolean({
      description:
        'Whether they are under 15; unchanged when left out or null. Becoming true takes the chosen name away.',
    }),
  }),
  errors: [NotFoundError, NotAllowedError, ValidationError, ConflictError],
  payload: PARTICIPANT,
  act: async (context, { id, version, territoryId, chosenName, isUnder15 }) => ({
    participant: await editParticipant(context, {
      id: idOf('Participant', id, 'id'),
      version,
      territoryId: territoryId === undefined ? undefined : idOrNull('Territory', territoryId, 'territoryId'),
      chosenName,
      isUnder15: isUnder15 ?? undefined,
    }),
  }),
})

addMutation('markNoticesRead', {
  description: 'Marks the signed-in person’s own notices as read; other people’s and unknown ones are passed over.',
  input: (t) => ({
    noticeIds: t.idList({ required: true, description: 'The notices, a hundred at most.' }),
  }),
  errors: [ValidationError, ConflictError],
  payload: { readCount: { type: 'Int', description: 'How many were not read yet.' } },
  act: async (context, { noticeIds }) => ({ readCount: await markNoticesRead(context, noticeIds) }),
})
