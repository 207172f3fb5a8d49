import type { Case } from '../../queries/cases.ts'
import { graphqlStack } from '../stack.ts'
import { signingKey } from './tokens.ts'

const globalId = (type: string, id: string | undefined) =>
  id === undefined ? undefined : Buffer.from(`${type}:${id}`).toString('base64')

/** The gateway knows who votes from the token, and where from the contribution. */
const variablesOf = ({ consultation, theme, contribution, words, value }: Case): object => ({
  consultation: globalId('Consultation', consultation),
  theme: globalId('Theme', theme),
  contribution: globalId('Contribution', contribution),
  words,
  value,
})

export const addressOf = (port: number): string => `http://127.0.0.1:${port}`

/** The gateway as it runs in production: its built entry, its default settings. */
export const gateway = graphqlStack('gateway', {
  variablesOf,
  server: {
    module: new URL('../../../../gateway/dist/main.js', import.meta.url).pathname,
    environment: (port) => ({
      HOST: '127.0.0.1',
      PUBLIC_URL: addressOf(port),
      TOKEN_KEY: JSON.stringify(signingKey),
    }),
  },
  rootOf: {
    Q1: ['theme'],
    Q2: ['contribution'],
    Q3: ['consultation', 'contributionActivity'],
    Q4: ['contributions'],
    Q5: ['castVote', 'tally'],
  },
})
