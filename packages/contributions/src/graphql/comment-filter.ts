import { Stance } from '@cahier/db'
import { builder, idOrNull } from '@cahier/graphql'
import { refuse } from '@cahier/kernel'
import type { CommentFilter } from '../index'

builder.enumType(Stance, {
  name: 'Stance',
  description: 'What a comment is to its contribution.',
  values: {
    FOR: { description: 'An argument for it.' },
    AGAINST: { description: 'An argument against it.' },
    NEUTRAL: { description: 'Neither: a question, a precision.' },
  },
})

export const CommentOrderRef = builder.enumType('CommentOrder', {
  description: 'In which order comments come; none moves while it is read.',
  values: {
    NEWEST: { description: 'The last written first.' },
    OLDEST: { description: 'The first written first.' },
  } as const,
})

export const CommentFilterInput = builder.inputType('CommentFilter', {
  description: 'Which comments to keep.',
  fields: (t) => ({
    stance: t.field({ type: Stance, description: 'Those of this stance; of any when left out.' }),
    isRoot: t.boolean({
      description:
        'True: only those that start a thread. False or left out: whatever their place; not with `parentId`.',
    }),
    parentId: t.id({
      description: 'Those that answer this comment, even when it was withdrawn or hidden since.',
    }),
  }),
})

/** The filter as the domain has it. @throws ValidationError when it asks for starts of threads among answers */
export const commentFilterOf = ({ stance, isRoot, parentId }: typeof CommentFilterInput.$inferInput): CommentFilter => {
  if (isRoot && parentId) refuse('filter.isRoot', 'invalid')
  if (isRoot) return { stance, parentId: null }
  return { stance, parentId: idOrNull('Comment', parentId, 'filter.parentId') ?? undefined }
}
