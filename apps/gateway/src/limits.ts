import { EnvelopArmor } from '@escape.tech/graphql-armor'
import type { Plugin } from 'graphql-yoga'
import { objectLimit } from './object-limit'

/** What one request may hold; an honest dashboard fits in (`docs/operations.md`). */
export const LIMITS = {
  aliases: 50,
  depth: 12,
  tokens: 4_000,
  directives: 5,
  bodyBytes: 1_048_576,
  objects: 50_000,
} as const

/** Refuses documents past the limits, before anything is executed; the error names the limit. */
export const limitPlugins = (): Plugin[] => {
  const armor = new EnvelopArmor({
    maxAliases: { n: LIMITS.aliases, allowList: [] },
    maxDepth: { n: LIMITS.depth, flattenFragments: true },
    maxDirectives: { n: LIMITS.directives },
    maxTokens: { n: LIMITS.tokens },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  })
  // They are envelop's plugins: Yoga takes them, though it adds hooks of its own to the type.
  const counted: Plugin = { onValidate: ({ addValidationRule }) => addValidationRule(objectLimit(LIMITS.objects)) }
  return [...(armor.protect().plugins as unknown as Plugin[]), counted]
}
