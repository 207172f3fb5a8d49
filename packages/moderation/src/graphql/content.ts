import { type Context, encodeId, readId } from '@cahier/graphql'
import { refuse } from '@cahier/kernel'
import type { ContentRef } from '../index'

/** The content of a global identifier. @throws ValidationError at `path` for one of a type that cannot be moderated */
export const contentOf = ({ subjects }: Context, globalId: string, path: string): ContentRef => {
  const named = readId(globalId)
  if (!named || !Object.hasOwn(subjects, named.type)) return refuse(path, 'unknown')
  return { subjectType: named.type, subjectId: named.id }
}

/** The content's global identifier; null when its type is no longer moderated here. */
export const contentIdOf = ({ subjectType, subjectId }: ContentRef, { subjects }: Context): string | null =>
  Object.hasOwn(subjects, subjectType) ? encodeId(subjectType, subjectId) : null
