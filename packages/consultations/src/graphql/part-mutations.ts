import { addMutation, byId, encodeId, idOf } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import type { Consultation, ConsultationsContext, PartChange } from '../index'
import { ConsultationRef } from './consultation'

/** Refusals that every write of a part can give. */
export const PART_ERRORS = [NotFoundError, NotAllowedError, ConflictError, ValidationError] as const

/** Words that the inputs of parts share. */
export const SAID = {
  consultationId: 'The consultation; not an archived one.',
  version: 'The version that the change started from.',
  slug: 'Its name in addresses, for ever, unique in the consultation: a-z, 0-9, hyphens; 80 characters at most.',
  title: 'Its title; 200 characters at most.',
  newTitle: 'Its title, all languages, 200 characters at most; unchanged when left out.',
  position: 'Its place among the others, from 0, the last when it is past them; unchanged when left out.',
} as const

/** Adds the mutation that removes a part of this type. */
export const addRemoval = (
  type: 'Phase' | 'Space' | 'ContextPage',
  description: string,
  remove: (ctx: ConsultationsContext, change: PartChange) => Promise<{ id: string; consultationId: string }>,
): void =>
  addMutation(`remove${type}`, {
    description,
    input: (t) => ({
      id: t.id({ required: true, description: 'What to remove.' }),
      version: t.int({ required: true, description: SAID.version }),
    }),
    errors: PART_ERRORS,
    payload: {
      removedId: { type: 'ID', description: 'Its global identifier, which finds nothing any more.' },
      consultation: { type: ConsultationRef, description: 'The consultation that it was removed from.' },
    },
    act: async (context, { id, version }) => {
      const removed = await remove(context, { id: idOf(type, id, 'id'), version })
      return { removedId: encodeId(type, removed.id), consultation: byId<Consultation>(removed.consultationId) }
    },
  })
