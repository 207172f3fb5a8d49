import SchemaBuilder, { BasePlugin, type SchemaTypes as CoreTypes, type PothosOutputFieldConfig } from '@pothos/core'

const ARGUMENTS: Record<string, Record<string, string>> = {
  node: { id: 'Global identifier, as `id` fields give it.' },
  nodes: { ids: 'Global identifiers, a hundred at most.' },
}

declare global {
  namespace PothosSchemaTypes {
    interface Plugins<Types extends CoreTypes> {
      descriptions: DescriptionsPlugin<Types>
    }
  }
}

/** Says what the relay plugin leaves unsaid: `Node.id`, and the arguments of `node` and `nodes`. */
class DescriptionsPlugin<Types extends CoreTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.name === 'id' && !field.description) {
      return { ...field, description: 'Global identifier: opaque, stable, unique across types.' }
    }
    const said = field.parentType === 'Query' ? ARGUMENTS[field.name] : undefined
    if (!said) return field
    const args = Object.entries(field.args).map(([name, arg]) => [name, { ...arg, description: said[name] }] as const)
    return { ...field, args: Object.fromEntries(args) as typeof field.args }
  }
}

SchemaBuilder.registerPlugin('descriptions', DescriptionsPlugin)

export default 'descriptions' as const
