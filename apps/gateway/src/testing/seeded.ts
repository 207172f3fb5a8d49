import { seedEgn } from '@cahier/seed'
import { print } from 'graphql'
import { exampleTabs, exampleVariables } from '../examples'
import { systemContext } from '../open'
import { printableTokens } from '../sign-in'
import { openTestGateway } from './gateway'

/** A gateway on the seeded consultation, with the tokens that a start prints and the examples that GraphiQL opens on. */
export const openSeededGateway = async () => {
  const gateway = await openTestGateway()
  await seedEgn(systemContext(gateway.database))
  const tokens = await printableTokens(gateway.database, gateway.identity)
  const variables = await exampleVariables((document) => gateway.ask(print(document)))
  return { gateway, tokens, variables, tabs: exampleTabs({}, variables) }
}

export type Seeded = Awaited<ReturnType<typeof openSeededGateway>>
