import { builder } from '@cahier/graphql'
import { sdlOf } from '@cahier/graphql/testing'
import { expect, test } from 'vitest'
import './index'

// Themes add fields to a type that another package owns.
builder.objectType('Consultation', {
  description: 'A consultation.',
  fields: (t) => ({ slug: t.string({ description: 'Its name in addresses.', resolve: () => 'essai' }) }),
})

test('schema', () => {
  const types = ['Theme', 'ThemeConnection', 'ThemeEdge', 'ThemeFilter', 'ThemeStatus', 'GuidingQuestion']
  const acts = ['Create', 'Edit', 'Move', 'Merge', 'Open', 'Close', 'Archive'].map((verb) => `${verb}Theme`)
  const made = acts.flatMap((act) => [`${act}Input`, `${act}Payload`, `${act}Result`])
  return expect(sdlOf(...types, 'GuidingQuestionInput', ...made)).toMatchFileSnapshot('./schema.graphql')
})
