import SchemaBuilder, { BasePlugin, type SchemaTypes as CoreTypes, type PothosOutputFieldConfig } from '@pothos/core'
import { encodeId } from './ids'

declare global {
  namespace PothosSchemaTypes {
    interface Plugins<Types extends CoreTypes> {
      completeRelay: CompleteRelayPlugin<Types>
    }
  }
}

/**
 * Completes what the relay plugin makes: says what `id` is, and gives the id of a node at once, where its own resolver makes two
 * promises for each of them.
 */
class CompleteRelayPlugin<Types extends CoreTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.name !== 'id' || field.description) return field
    const described = { ...field, description: 'Global identifier: opaque, stable, unique across types.' }
    const resolve = ({ id }: { id: string }): string => encodeId(field.parentType, id)
    // Every node is a row that has its id; the interface's own field is never resolved.
    return field.kind === 'Object' ? { ...described, resolve: resolve as NonNullable<typeof field.resolve> } : described
  }
}

SchemaBuilder.registerPlugin('completeRelay', CompleteRelayPlugin)

export default 'completeRelay' as const
