import DataLoader from 'dataloader'
import type { Context } from './index'

const loaders = new WeakMap<Context, Map<string, DataLoader<string, unknown>>>()

/**
 * Loads a field of many parents in one call: `batch` gets the parents' ids and answers in their order. `name` and `args` make it another
 * field: the same field asked twice with two arguments is two batches.
 */
export const loadBatched = <Value>(
  context: Context,
  name: string,
  args: unknown,
  parentId: string,
  batch: (parentIds: readonly string[]) => Promise<readonly (Value | Error)[]>,
): Promise<Value> => {
  const key = `${name}:${JSON.stringify(args)}`
  const known = loaders.get(context) ?? new Map<string, DataLoader<string, unknown>>()
  loaders.set(context, known)
  // A batch that refuses before its first await is a refusal like any other.
  const loader = (known.get(key) ?? new DataLoader<string, Value>(async (ids) => batch(ids))) as DataLoader<
    string,
    Value
  >
  known.set(key, loader)
  return loader.load(parentId)
}

/** Forgets what `loadBatched` loaded: after an act, the fields of its answer are read anew. */
export const forgetLoaded = (context: Context): void => {
  loaders.delete(context)
}

/** What a node's loader answers from a batch of the domain: the plugin takes null for what is absent, though its type does not say so. */
export const orAbsent = async <Row>(rows: Promise<(Row | null)[]>): Promise<Row[]> => (await rows) as Row[]
