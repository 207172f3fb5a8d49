import type { StackName } from '../options.ts'
import { gateway } from './gateway/index.ts'
import { graphqlStack, type Stack } from './stack.ts'

const moduleOf = (name: string) => ({ module: new URL(`${name}/server.ts`, import.meta.url).pathname })

const postgraphile = graphqlStack('postgraphile', {
  server: moduleOf('postgraphile'),
  rootOf: { Q1: ['theme'], Q2: ['contribution'], Q3: ['activity'], Q4: ['found'], Q5: ['vote', 'result'] },
})

const mercurius = graphqlStack('mercurius', {
  server: moduleOf('mercurius'),
  rootOf: { Q1: ['theme'], Q2: ['contribution'], Q3: ['activity'], Q4: ['search'], Q5: ['castVote'] },
})

const floor: Stack = {
  server: moduleOf('floor'),
  requestOf: (query, parameters) => ({ path: `/${query}`, body: JSON.stringify(parameters) }),
  rootOf: { Q1: [], Q2: [], Q3: [], Q4: [], Q5: [] },
}

export const stacks: Record<StackName, Stack> = { gateway, postgraphile, mercurius, floor }
