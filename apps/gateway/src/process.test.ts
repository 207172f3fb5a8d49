import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isBuilt, ownFolder, runEntry, type Served, serve } from './testing/process'

const ask = async (url: string, query: string, token?: string) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  })
  return response.json()
}

const EGN = '{ consultation(slug: "egn-2020") { id themes { nodes { id } } } }'
const MINE = '{ viewer { participations { participant { contributions(first: 100) { totalCount } } } } }'

const propose = (consultationId: string, themeId: string, n: number): string => `mutation {
  proposeContribution(input: { consultationId: "${consultationId}", themeId: "${themeId}", kind: PROPOSAL, title: "Proposition ${n}", body: "Un texte." }) {
    __typename } }`

/** Proposes one after the other until the gateway goes; gives how many it answered as written. */
const proposeUntilGone = async ({ url, tokens }: Served): Promise<number> => {
  const { id, themes } = (await ask(url, EGN)).data.consultation
  let written = 0
  for (;;) {
    const answer = await ask(url, propose(id, themes.nodes[0].id, written), tokens.PARTICIPANT).catch(() => undefined)
    if (answer?.data?.proposeContribution?.__typename !== 'ProposeContributionPayload') return written
    written++
  }
}

describe.runIf(isBuilt)('the gateway as a process', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>
  beforeAll(async () => {
    folder = await ownFolder()
  })
  afterAll(() => folder.remove())

  test('what was answered as written is there after a SIGTERM in the middle of writes', async () => {
    const settings = { DATA_FOLDER: join(folder.path, 'data') }
    const first = await serve(settings)
    const writing = proposeUntilGone(first)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const { code } = await first.stop()
    expect(code).toBe(0)
    const written = await writing
    expect(written).toBeGreaterThan(3)
    const second = await serve(settings)
    const { participations } = (await ask(second.url, MINE, second.tokens.PARTICIPANT)).data.viewer
    expect(participations[0].participant.contributions.totalCount).toBeGreaterThanOrEqual(written)
    const locked = await runEntry('main', [], settings).ended
    expect(locked.code).toBe(1)
    expect(locked.stderr.trim().split('\n')).toHaveLength(1)
    expect(locked.stderr).toMatch(/DATABASE_URL/)
    expect((await second.stop('SIGINT')).code).toBe(0)
  })

  test('a token is printed for each role, and each stage of the start has its time', async () => {
    const served = await serve({ DATA_FOLDER: join(folder.path, 'data') })
    const roles = ['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER', 'ADMINISTRATOR']
    expect(Object.keys(served.tokens)).toEqual(roles)
    for (const stage of ['database (embedded)', 'migrate', 'seed', 'identity', 'listen']) {
      expect(served.said()).toMatch(new RegExp(`${stage.replace(/[()]/g, '\\$&')} +\\d+\\.\\d s`))
    }
    await served.stop()
  })

  test('a taken port is one line that says what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const ended = await runEntry('main', [], {
      DATA_FOLDER: join(folder.path, 'port'),
      SEED: 'none',
      PORT: String(port),
    }).ended
    expect(ended.code).toBe(1)
    expect(ended.stderr.trim()).toBe(
      `Port ${port} is taken: stop what listens there, or choose another (PORT=${port + 1} npm start).`,
    )
    other.close()
  })

  test('wrong settings are named, a line each', async () => {
    const { code, stderr } = await runEntry('main', [], { PORT: 'x', DATABASE_URL: 'mysql://a', OIDC_ISSUERS: '{' })
      .ended
    expect(code).toBe(1)
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual(['DATABASE_URL', 'OIDC_ISSUERS', 'PORT'])
  })

  test('production asks for its key and its database', async () => {
    const { code, stderr } = await runEntry('main', [], { NODE_ENV: 'production' }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^TOKEN_KEY: .*\nDATABASE_URL: /m)
  })

  test('a database that does not answer is one line that says what to do', async () => {
    const { code, stderr } = await runEntry('main', [], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }).ended
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/DATABASE_URL/)
  })
})
