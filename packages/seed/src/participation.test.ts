import { createHash } from 'node:crypto'
import { EventMode, EventScope } from '@cahier/db'
import { expect, test } from 'vitest'
import { WEEKS } from './calendar'
import { facts } from './facts'
import { ACTOR_KINDS } from './grammar'
import { makeParticipation } from './participation'

const academies = Array.from({ length: 30 }, (_, n) => ({
  code: String(n + 1).padStart(2, '0'),
  name: `Académie ${n + 1}`,
  departments: [{ code: `${n + 1}A`, name: `Département ${n + 1}` }],
}))
const made = makeParticipation(academies)
const people = new Map(made.people.map((person) => [person.externalId, person]))
const author = (id: string) => people.get(id) ?? expect.fail(id)
const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

test('the same seed gives the same participation, to the letter; another seed another one', () => {
  expect(hashOf(makeParticipation(academies))).toBe(hashOf(made))
  expect(hashOf(makeParticipation(academies, 1))).not.toBe(hashOf(made))
})

test('there are as many as announced', () => {
  expect(made).toMatchObject({
    contributions: { length: 670 },
    votes: { length: 3_000 },
    comments: { length: 2_000 },
    events: { length: 350 },
  })
})

test('every kind of actor is in every académie, and contributed there', () => {
  const pairs = ACTOR_KINDS.length * academies.length
  expect(new Set(made.people.map(({ actorKind, academy }) => `${actorKind} ${academy}`)).size).toBe(pairs)
  const authors = made.contributions.map((contribution) => author(contribution.author))
  expect(new Set(authors.map(({ actorKind, academy }) => `${actorKind} ${academy}`)).size).toBe(pairs)
})

test('no cross of two of theme, kind, actor and week is blank, nor of theme or kind and académie', () => {
  const rows = made.contributions.map(({ theme, kind, publishedAt, ...contribution }) => {
    const { actorKind, academy } = author(contribution.author)
    const week = String(WEEKS.findLastIndex((monday) => monday <= publishedAt.getTime()))
    return { theme, kind, week, actorKind, academy }
  })
  const sizes = { theme: 5, kind: 4, week: 20, actorKind: 9, academy: 30 }
  for (const [one, other] of [
    ['theme', 'kind'],
    ['theme', 'actorKind'],
    ['theme', 'week'],
    ['theme', 'academy'],
    ['kind', 'actorKind'],
    ['kind', 'week'],
    ['kind', 'academy'],
    ['actorKind', 'week'],
  ] as const) {
    const cells = new Set(rows.map((row) => `${row[one]} ${row[other]}`))
    expect([one, other, cells.size]).toEqual([one, other, sizes[one] * sizes[other]])
  }
})

test('contributions and comments come while the platform is open, replies after what they answer', () => {
  const [opening, closing] = [new Date('2020-06-26T00:00:00Z'), new Date('2020-11-06T00:00:00Z')]
  const dates = new Map([
    ...made.contributions.map(({ externalId, publishedAt }) => [externalId, publishedAt] as const),
    ...made.comments.map(({ externalId, createdAt }) => [externalId, createdAt] as const),
  ])
  for (const date of [...dates.values(), ...made.votes.map(({ castAt }) => castAt)]) {
    expect(date >= opening && date < closing).toBe(true)
  }
  for (const { parent, contribution, createdAt } of made.comments) {
    expect(createdAt.getTime()).toBeGreaterThanOrEqual(dates.get(parent ?? contribution)?.getTime() ?? Number.NaN)
  }
  expect(made.comments.filter(({ parent }) => parent).length).toBeGreaterThan(400)
})

test('texts vary, in every theme', () => {
  const distinct = (texts: string[]): number => new Set(texts).size / texts.length
  expect(distinct(made.contributions.map(({ body }) => body))).toBeGreaterThan(0.99)
  const proposals = made.contributions.filter(({ kind }) => kind === 'PROPOSAL')
  expect(distinct(proposals.map(({ title }) => title))).toBeGreaterThan(0.8)
})

test('votes are one per participant and contribution, none on one’s own', () => {
  expect(new Set(made.votes.map(({ contribution, participant }) => `${contribution} ${participant}`)).size).toBe(3_000)
  const authors = new Map(made.contributions.map((contribution) => [contribution.externalId, contribution.author]))
  for (const { contribution, participant } of made.votes) expect(authors.get(contribution)).not.toBe(participant)
})

test('every scope is held in every mode, every académie has meetings of each scope but the national one', () => {
  const forms = new Set(made.events.map(({ scope, mode }) => `${scope} ${mode}`))
  expect(forms.size).toBe(Object.keys(EventScope).length * Object.keys(EventMode).length)
  const academyOf = (code: string) =>
    academies.find((one) => one.code === code || one.departments.some((d) => d.code === code))
  const held = made.events.flatMap(({ scope, territory }) =>
    territory ? [`${scope} ${academyOf(territory.code)?.code}`] : [],
  )
  expect(new Set(held).size).toBe((Object.keys(EventScope).length - 1) * academies.length)
})

test('a school meeting is held in the evening of a weekday', () => {
  const schools = made.events.filter(({ scope }) => scope === 'SCHOOL')
  expect(schools.length).toBeGreaterThan(20)
  for (const { startsAt, timeZone } of schools) {
    const hour = new Intl.DateTimeFormat('fr-FR', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(startsAt)
    expect(Number.parseInt(hour, 10)).toBeGreaterThanOrEqual(18)
  }
})

test('no event confirms more than its capacity, and some have a waiting list', () => {
  const capacities = new Map(made.events.map(({ externalId, capacity }) => [externalId, capacity]))
  const confirmed = new Map<string, number>()
  for (const { event, status } of made.registrations) {
    if (status === 'CONFIRMED') confirmed.set(event, (confirmed.get(event) ?? 0) + 1)
  }
  for (const [event, count] of confirmed)
    expect(count).toBeLessThanOrEqual(capacities.get(event) ?? Number.POSITIVE_INFINITY)
  expect(made.registrations.filter(({ status }) => status === 'WAITLISTED').length).toBeGreaterThan(50)
})

test('every fact has sources that are known', () => {
  const { consultation, phases, spaces, themes, context, figures, meetings, organisations } = facts
  for (const { source } of [
    consultation,
    context,
    ...phases,
    ...spaces,
    ...themes,
    ...figures,
    ...meetings,
    ...organisations,
  ]) {
    expect(source.length).toBeGreaterThan(0)
    for (const key of source) expect(facts.sources).toHaveProperty(key)
  }
})
