import { encodeId } from '@cahier/graphql'
import { newId } from '@cahier/kernel'
import { type ExecutionResult, execute, parse } from 'graphql'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contextMaker } from './context'
import { createAuthenticator } from './identity'
import { schema } from './schema'
import { type Hideable, openScene, type Scene, WORD, write } from './testing/hidden'
import { readsOf } from './testing/reads'

interface Hidden {
  type: Hideable
  id: string
}

const REFUSALS = ['NotAuthenticatedError', 'NotAllowedError', 'NotParticipatingError']

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.gateway.close())

const text = (value: string): string => JSON.stringify(value)

/** Every read that the schema offers, from its root and from each thing of the scene, the hidden one among them; and the search. */
const readsAround = (hidden: Hidden): Map<string, string> => {
  const { consultation, theme, territory, author, contribution, event } = scene
  const things = { Consultation: consultation, Theme: theme, Territory: territory, Participant: author }
  const all = Object.entries({ ...things, Contribution: contribution, Event: event })
  const nodes = all.map(([type, { id }]) => ({ type, id: encodeId(type, id) }))
  const consultationId = text(encodeId('Consultation', consultation.id))
  const reads = readsOf(schema, [...nodes, hidden], {
    consultationId,
    'consultation.slug': text(consultation.slug),
    'theme.slug': text(theme.slug),
    'event.slug': text(WORD),
    'moderation.subjectId': text(hidden.id),
    'node.id': text(hidden.id),
    'nodes.ids': `[${text(hidden.id)}]`,
    kind: territory.kind,
    code: text(territory.code),
  })
  const filter = `consultationId: ${consultationId}, filter: { search: ${text(WORD)} }`
  return reads.set('search', `{ contributions(${filter}) { totalCount nodes { id } } }`)
}

type Answers = Map<string, ExecutionResult['data']>

/** The answers of all reads to who signs with the token; what a field refuses is null. */
const readAll = async (hidden: Hidden, token?: string): Promise<Answers> => {
  const { database, identity } = scene.gateway
  const viewer = await createAuthenticator(database, identity.tokens, 0).viewerOf(token ? `Bearer ${token}` : null)
  const makeContext = contextMaker({ database, identity, log: pino({ level: 'silent' }) })
  const answers: Answers = new Map()
  for (const [name, query] of readsAround(hidden)) {
    const contextValue = makeContext(viewer, null, name, () => undefined)
    const { data, errors = [] } = await execute({ schema, document: parse(query), contextValue })
    for (const { originalError } of errors) expect(REFUSALS).toContain(originalError?.name)
    answers.set(name, data)
  }
  return answers
}

const fieldOf = (read: string): string => read.split(' ')[0] ?? read

// What was moderated says by `updatedAt` that it changed, and only there.
const textOf = (answer: unknown): string =>
  JSON.stringify(answer, (key, value: unknown) => (key === 'updatedAt' ? undefined : value))

/** Names of the reads whose answers are not the same. */
const changed = (one: Answers, other: Answers): string[] =>
  [...one.keys()].filter((name) => textOf(one.get(name)) !== textOf(other.get(name))).map(fieldOf)

/** Names of the reads whose answer shows it. */
const showing = (answers: Answers, { id }: Hidden): string[] =>
  [...answers]
    .filter(([, answer]) => [WORD, id].some((mark) => JSON.stringify(answer).includes(mark)))
    .map(([name]) => fieldOf(name))

const decide = async (hidden: Hidden, action: 'HIDE' | 'RESTORE'): Promise<void> => {
  const act = `mutation ($input: DecideOnContentInput!) { decideOnContent(input: $input) {
    ... on DecideOnContentPayload { isHidden } ... on UserError { message } } }`
  const input = { subjectId: hidden.id, action, ground: 'OFF_TOPIC', reasons: 'La charte l’exclut.' }
  const { data } = await scene.gateway.ask(act, { input }, scene.insiders.moderator)
  expect(data.decideOnContent).toEqual({ isHidden: action === 'HIDE' })
}

const MODERATION = `query ($id: ID!) { node(id: $id) { id }
  moderation(subjectId: $id) { isHidden latestDecision { reasons } } }`

// Where each shows while it is public, so that the reads do look where it could be.
const places: Record<Hideable, string[]> = {
  Contribution: [
    'node',
    'nodes',
    'moderation',
    'search',
    'contributions',
    'Consultation.contributions',
    'Theme.contributions',
    'Participant.contributions',
    'Contribution.title',
    'Contribution.versions',
    'Contribution.sources',
    'Contribution.comments',
  ],
  Comment: ['node', 'nodes', 'moderation', 'Theme.contributions', 'Contribution.comments', 'Comment.body'],
  Event: [
    'node',
    'nodes',
    'moderation',
    'event',
    'events',
    'Consultation.events',
    'Theme.events',
    'Territory.events',
    'Event.title',
  ],
}

// Reads that count it and do not show it.
const counts: Record<Hideable, string[]> = {
  Contribution: ['Theme.contributionCount', 'Consultation.contributionActivity'],
  Comment: ['Contribution.commentCount', 'Contribution.forCount'],
  Event: ['territory'],
}

test.each(['Contribution', 'Comment', 'Event'] as const)(
  'a hidden %s is gone from every public read as if it had never been, and back when it is restored',
  async (type) => {
    const key = newId()
    const hidden = { type, id: encodeId(type, key) }
    const before = await readAll(hidden)
    expect(showing(before, hidden)).toEqual([])
    await write[type](scene, key)
    const published = await readAll(hidden)
    expect(showing(published, hidden)).toEqual(expect.arrayContaining(places[type]))
    expect(changed(before, published)).toEqual(expect.arrayContaining(counts[type]))

    await decide(hidden, 'HIDE')
    expect(changed(before, await readAll(hidden))).toEqual([])
    for (const [who, token] of Object.entries(scene.outsiders)) {
      expect({ who, sees: showing(await readAll(hidden, token), hidden) }).toEqual({ who, sees: [] })
    }
    const seen = { isHidden: true, latestDecision: { reasons: 'La charte l’exclut.' } }
    const insiders = Object.values(scene.insiders)
    // An event has no author: it speaks for the consultation.
    for (const token of type === 'Event' ? insiders : [...insiders, scene.author.token]) {
      const { data } = await scene.gateway.ask(MODERATION, { id: hidden.id }, token)
      expect(data).toEqual({ node: { id: hidden.id }, moderation: seen })
    }

    await decide(hidden, 'RESTORE')
    expect(changed(published, await readAll(hidden))).toEqual([])
  },
  180_000,
)
