import { ActorKind } from '@cahier/db'
import { addMutation, idOf } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import {
  confirmMembership,
  createOrganisation,
  leaveOrganisation,
  requestMembership,
  verifyOrganisation,
} from '../index'
import { MembershipRef } from './membership'
import { OrganisationRef } from './organisation'
import { ParticipantRef } from './participant'

const CHANGE_ERRORS = [NotFoundError, NotAllowedError, ValidationError, ConflictError] as const
const ORGANISATION = { organisation: { type: OrganisationRef, description: 'The organisation, as it is now.' } }
const MEMBERSHIP = { membership: { type: MembershipRef, description: 'The membership, as it is now.' } }
const ORGANISATION_ID = 'The organisation.'

addMutation('createOrganisation', {
  description: 'Adds an organisation, not verified. For anybody signed in; who speaks for it asks for a membership.',
  input: (t) => ({
    slug: t.string({
      required: true,
      description: 'Its name in addresses, unique on the platform: a-z, 0-9, hyphens; 80 characters at most.',
    }),
    name: t.string({ required: true, description: 'Its name; 200 characters at most.' }),
    actorKind: t.field({ type: ActorKind, required: true, description: 'What it is in the education community.' }),
  }),
  errors: [ValidationError, ConflictError],
  payload: ORGANISATION,
  act: async (context, { slug, name, actorKind }) => ({
    organisation: await createOrganisation(context, { slug, name, actorKind }),
  }),
})

addMutation('verifyOrganisation', {
  description:
    'Says that an organisation is who it says. For administrators, and organisers of a consultation where somebody speaks for it or asks to.',
  input: (t) => ({
    id: t.id({ required: true, description: ORGANISATION_ID }),
    version: t.int({ required: true, description: 'The version that the change started from.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: ORGANISATION,
  act: async (context, { id, version }) => ({
    organisation: await verifyOrganisation(context, { id: idOf('Organisation', id, 'id'), version }),
  }),
})

addMutation('requestMembership', {
  description: 'Asks to speak for an organisation in a consultation that the person joined. Twice changes nothing.',
  input: (t) => ({
    organisationId: t.id({ required: true, description: `${ORGANISATION_ID} Ten at most for one participant.` }),
    consultationId: t.id({ required: true, description: 'The consultation.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: MEMBERSHIP,
  act: async (context, { organisationId, consultationId }) => ({
    membership: await requestMembership(context, {
      organisationId: idOf('Organisation', organisationId, 'organisationId'),
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
    }),
  }),
})

const keyOf = ({ organisationId, participantId }: { organisationId: string; participantId: string }) => ({
  organisationId: idOf('Organisation', organisationId, 'organisationId'),
  participantId: idOf('Participant', participantId, 'participantId'),
})

addMutation('confirmMembership', {
  description:
    'Confirms that a participant speaks for an organisation: everybody sees it from then on. For organisers of their consultation.',
  input: (t) => ({
    organisationId: t.id({ required: true, description: ORGANISATION_ID }),
    participantId: t.id({ required: true, description: 'Who asked for it.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: MEMBERSHIP,
  act: async (context, input) => ({ membership: await confirmMembership(context, keyOf(input)) }),
})

addMutation('leaveOrganisation', {
  description:
    'Ends a membership, confirmed or asked for. For the participant, and organisers of their consultation. Twice changes nothing.',
  input: (t) => ({
    organisationId: t.id({ required: true, description: ORGANISATION_ID }),
    participantId: t.id({ required: true, description: 'Who stops speaking for it.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: { participant: { type: ParticipantRef, description: 'The participant.' } },
  act: async (context, input) => ({ participant: await leaveOrganisation(context, keyOf(input)) }),
})
