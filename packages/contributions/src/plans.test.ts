import { rawSql } from '@cahier/db'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { ExplainNode, type KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ContributionFilter, type ContributionOrder, listContributions } from './index'
import { openSetting, type Setting } from './testing/setting'

let ctx: TestContext
let here: Setting

/** Makes every select answer its plan instead of its rows. */
const explaining: KyselyPlugin = {
  transformQuery: ({ node }) =>
    node.kind === 'SelectQueryNode' ? { ...node, explain: ExplainNode.create('json') } : node,
  transformResult: async ({ result }) => result,
}

beforeAll(async () => {
  ctx = await openTestContext()
  here = await openSetting(ctx)
  const other = await openSetting(ctx)
  for (const { consultationId, themeId, author } of [here, other])
    await rawSql`INSERT INTO "contribution" ("id", "consultationId", "themeId", "authorId", "kind", "status", "title", "body", "locale", "publishedAt",
        "importedAgreeCount", "commentCount")
      SELECT gen_random_uuid(), ${consultationId}::uuid, ${themeId}::uuid, ${author.id}::uuid, 'PROPOSAL',
        CASE WHEN n % 10 = 0 THEN 'WITHDRAWN' ELSE 'PUBLISHED' END::"ContributionStatus", 'Titre ' || n,
        'mot' || n % 500 || ' et mot' || n % 77, 'fr', now() - n * interval '1 minute', n % 90, n % 13
      FROM generate_series(1, 2500) n`.execute(ctx.sql)
  // As autovacuum leaves it: statistics made, and nothing pending in the index of the search.
  await rawSql`VACUUM ANALYZE`.execute(ctx.sql)
})
afterAll(() => ctx.close())

const planOf = async (filter: ContributionFilter, order?: ContributionOrder): Promise<string> => {
  const explained = { ...here.open, sql: here.open.sql.withPlugin(explaining) }
  const { nodes } = await listContributions(explained, filter, { orderBy: order })
  return JSON.stringify(nodes)
}

test.each<[ContributionOrder, string, string]>([
  ['NEWEST', 'contribution_theme_recent', 'contribution_recent'],
  ['OLDEST', 'contribution_theme_recent', 'contribution_recent'],
  ['MOST_SUPPORTED', 'contribution_theme_support', 'contribution_support'],
  ['MOST_COMMENTED', 'contribution_theme_comments', 'contribution_comments'],
])('a page by %s walks its index, and sorts nothing', async (order, ofTheme, ofConsultation) => {
  for (const [filter, index] of [
    [{ themeId: here.themeId }, ofTheme],
    [{ consultationId: here.consultationId }, ofConsultation],
  ] as const) {
    const plan = await planOf(filter, order)
    expect(plan).toContain(`"Index Name":"${index}"`)
    expect(plan).not.toContain('"Node Type":"Sort"')
    expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^}]*"Relation Name":"(contribution|theme)"/)
  }
})

test('a search reads its index', async () => {
  const plan = await planOf({ consultationId: here.consultationId, search: 'mot42' })
  expect(plan).toContain('"Index Name":"contribution_search"')
})
