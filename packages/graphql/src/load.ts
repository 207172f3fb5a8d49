import DataLoader from 'dataloader'
import type { Context } from './index'

type Loaders = Map<string, Map<unknown, DataLoader<string, unknown>>>

const loaders = new WeakMap<Context, Loaders>()

/**
 * Loads a field of many parents in one call: `batch` gets the parents' ids and answers in their order. `name` and `place` make it another
 * batch: the same field asked twice with two arguments is two. For a field with arguments, the place is its `info.fieldNodes`, the same for all
 * the parents of a list; null for one without.
 */
export const loadBatched = <Value>(
  context: Context,
  name: string,
  place: string | object | null,
  parentId: string,
  batch: (parentIds: readonly string[]) => Promise<readonly (Value | Error)[]>,
): Promise<Value> => {
  const ofRequest: Loaders = loaders.get(context) ?? new Map()
  const ofField = ofRequest.get(name) ?? new Map<unknown, DataLoader<string, unknown>>()
  const known = ofField.get(place)
  // A name and a place load one kind of value.
  if (known) return known.load(parentId) as Promise<Value>
  // A batch that refuses before its first await is a refusal like any other.
  const loader = new DataLoader<string, Value>(async (ids) => batch(ids))
  loaders.set(context, ofRequest.set(name, ofField.set(place, loader)))
  return loader.load(parentId)
}

/** Forgets what `loadBatched` loaded: after an act, the fields of its answer are read anew. */
export const forgetLoaded = (context: Context): void => {
  loaders.delete(context)
}

/** What a node's loader answers from a batch of the domain: the plugin takes null for what is absent, though its type does not say so. */
export const orAbsent = async <Row>(rows: Promise<(Row | null)[]>): Promise<Row[]> => (await rows) as Row[]
