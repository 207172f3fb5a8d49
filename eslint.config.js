import graphql from '@graphql-eslint/eslint-plugin'

const rule = (name, ...options) => [`@graphql-eslint/${name}`, ['error', ...options]]

const schema = [
  rule('description-style'),
  rule('no-hashtag-description'),
  rule('no-typename-prefix'),
  rule('no-unreachable-types'),
  rule('no-scalar-result-type-on-mutation'),
  rule('unique-enum-value-names'),
  rule('require-deprecation-reason'),
  rule('require-deprecation-date'),
  rule('require-nullable-fields-with-oneof'),
  rule('input-name', { checkInputType: true, caseSensitiveInputType: false }),
  rule('relay-arguments', { includeBoth: true }),
  rule('relay-connection-types'),
  rule('relay-edge-types', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }),
  rule('relay-page-info'),
  rule('require-description', {
    types: true,
    rootField: true,
    FieldDefinition: true,
    InputValueDefinition: true,
    EnumValueDefinition: true,
    DirectiveDefinition: true,
  }),
  rule('naming-convention', {
    types: 'PascalCase',
    FieldDefinition: 'camelCase',
    InputValueDefinition: 'camelCase',
    Argument: 'camelCase',
    EnumValueDefinition: 'UPPER_CASE',
    'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['get', 'fetch', 'list', 'query'] },
    'FieldDefinition[parent.name.value=Mutation]': { forbiddenSuffixes: ['Mutation'] },
  }),
]

const operations = [
  rule('fields-on-correct-type'),
  rule('known-argument-names'),
  rule('known-type-names'),
  rule('scalar-leafs'),
  rule('value-literals-of-correct-type'),
  rule('variables-in-allowed-position'),
  rule('no-deprecated'),
  rule('no-anonymous-operations'),
  rule('unique-operation-name'),
]

const parser = {
  parser: graphql.parser,
  parserOptions: {
    graphQLConfig: { schema: 'apps/gateway/schema.graphql', documents: 'apps/gateway/examples/*.graphql' },
  },
}

export default [
  { ignores: ['**/node_modules/**', '**/dist/**', '**/*.snap.graphql'] },
  {
    files: ['apps/gateway/schema.graphql'],
    languageOptions: parser,
    plugins: { '@graphql-eslint': graphql },
    rules: Object.fromEntries(schema),
  },
  {
    files: ['apps/gateway/examples/*.graphql'],
    languageOptions: parser,
    plugins: { '@graphql-eslint': graphql },
    rules: Object.fromEntries(operations),
  },
]
