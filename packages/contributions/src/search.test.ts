import { aContribution } from '@cahier/db/testing'
import { ValidationError } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listContributions } from './index'
import { openSetting, type Setting } from './testing/setting'

let ctx: TestContext
let here: Setting
beforeAll(async () => {
  ctx = await openTestContext()
  here = await openSetting(ctx)
  const texts = [
    ['Des tablettes pour les élèves', 'Prêter du matériel aux familles.'],
    ['Former les enseignants', 'Chaque élève gagne à des enseignants formés au numérique.'],
    ['Éduquer aux médias', 'Un mot sur la laïcité et l’éducation.'],
    ['La connexion des écoles', 'Raccorder à la fibre les écoles rurales.'],
  ]
  for (const [title = '', body = ''] of texts) await aContribution(ctx.db, here, { title, body })
  await aContribution(ctx.db, here, { title: 'Élèves cachés', body: 'élèves', hiddenAt: new Date() })
})
afterAll(() => ctx.close())

const search = (text: string) => listContributions(here.open, { consultationId: here.consultationId, search: text })
const titles = async (text: string) => (await search(text)).nodes.map(({ title }) => title)

describe('words in French', () => {
  test.each([
    ['their accents forgotten', 'eleve', ['Des tablettes pour les élèves', 'Former les enseignants']],
    ['their accents kept, the best match first', 'ÉLÈVES', ['Des tablettes pour les élèves', 'Former les enseignants']],
    ['another inflection', 'tablette', ['Des tablettes pour les élèves']],
    ['another inflection of a verb', 'raccordées', ['La connexion des écoles']],
    ['a stop word beside', 'la fibre pour les écoles', ['La connexion des écoles']],
    ['an exact phrase', '"écoles rurales"', ['La connexion des écoles']],
    ['a phrase in another order', '"rurales écoles"', []],
    ['one word left out', 'élèves -tablettes', ['Former les enseignants']],
    ['either of two', 'fibre or laïcité', ['La connexion des écoles', 'Éduquer aux médias']],
    [
      'stop words that PostgreSQL’s list leaves out',
      'les tablettes de cette famille',
      ['Des tablettes pour les élèves'],
    ],
    ['a phrase around them', '"raccorder les écoles"', []],
    ['a phrase that has them', '"la fibre les écoles rurales"', ['La connexion des écoles']],
    ['nothing but stop words', 'le la les', []],
    ['a word of no text', 'zéphyr', []],
    ['signs of a query', "' & | ! :* <-> (", []],
  ])('%s: %s', async (_, text, expected) => {
    const found = await titles(text)
    expect(found.sort()).toEqual([...expected].sort())
  })

  test('a title weighs more than a body', async () => {
    expect(await titles('élève')).toEqual(['Des tablettes pour les élèves', 'Former les enseignants'])
  })
})

test('what is found is paged by relevance, both ways, each once', async () => {
  for (let n = 0; n < 40; n++)
    await aContribution(ctx.db, here, { title: `Wagon ${'wagon '.repeat(n % 3)}`, body: 'wagon '.repeat(1 + (n % 5)) })
  const asked = { consultationId: here.consultationId, search: 'wagons' }
  const forward: string[] = []
  for (let after: string | undefined, goesOn = true; goesOn; ) {
    const { nodes, cursorOf, hasNextPage } = await listContributions(here.open, asked, {
      orderBy: 'RELEVANCE',
      first: 9,
      after,
    })
    forward.push(...nodes.map(({ id }) => id))
    const last = nodes.at(-1)
    after = last && cursorOf(last)
    goesOn = hasNextPage
  }
  expect(new Set(forward).size).toBe(40)
  expect(forward).toHaveLength(40)
  const { nodes, countAll } = await listContributions(here.open, asked, { last: 15 })
  expect(nodes.map(({ id }) => id)).toEqual(forward.slice(-15))
  expect(await countAll()).toBe(40)
})

test.each([
  ['a NUL', 'a\0'],
  ['half a surrogate', '\ud83d'],
  ['a text too long', 'x'.repeat(201)],
  ['nothing', '  '],
])('%s is refused', async (_, text) => {
  await expect(search(text)).rejects.toThrow(ValidationError)
})
