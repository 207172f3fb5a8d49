import { sdlOf } from '@cahier/graphql/testing'
import { expect, test } from 'vitest'
import './index'

const PARTS = ['Phase', 'Space', 'ContextPage'] as const

test('schema', () => {
  const acts = ['createConsultation', 'editConsultation', 'publishConsultation', 'archiveConsultation']
  const parts = PARTS.flatMap((type) => ['add', 'edit', 'remove'].map((verb) => `${verb}${type}`))
  const made = [...acts, ...parts]
    .map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`)
    .flatMap((name) => [`${name}Input`, `${name}Payload`, `${name}Result`])
  const types = [
    'Query',
    'Mutation',
    'Consultation',
    'ConsultationConnection',
    'ConsultationEdge',
    'ConsultationFilter',
  ]
  const enums = ['ConsultationStatus', 'SpaceKind', 'Origin', 'Role']
  return expect(sdlOf(...types, ...enums, ...PARTS, ...made)).toMatchFileSnapshot('./schema.graphql')
})
