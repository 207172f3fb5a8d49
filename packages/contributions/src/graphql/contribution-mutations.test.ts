import { aParticipant } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { type Viewer, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'
import { openSetting, type Setting } from '../testing/setting'

let ctx: TestContext
let here: Setting
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openSetting(ctx)
})

const SHOWN = 'id version status title author { id } theme { id } versions { nodes { number title } }'
const capitalised = (act: string) => `${act.charAt(0).toUpperCase()}${act.slice(1)}`

/** What an act answers: the contribution, or the refusal. */
const perform = async (act: string, input: object, viewer: Viewer = here.own.viewer, locale: 'fr' | 'en' = 'fr') => {
  const source = `mutation ($input: ${capitalised(act)}Input!) { ${act}(input: $input) {
    ... on ${capitalised(act)}Payload { contribution { ${SHOWN} } }
    ... on UserError { code message } ... on ValidationError { issues { path message } }
    ... on ConflictError { reason } ... on NotAllowedError { reason } } }`
  const context = { ...requestContext({ ...ctx, viewer }), interfaceLocale: locale }
  const { data, errors } = await ask(context, source, { input })
  return errors?.[0]?.extensions ?? data[act].contribution ?? data[act]
}
const proposal = (more: object = {}) => ({
  consultationId: encodeId('Consultation', here.consultationId),
  themeId: encodeId('Theme', here.themeId),
  kind: 'PROPOSAL',
  title: 'Des salles ouvertes',
  body: 'Le soir.',
  ...more,
})

test('from a draft to its withdrawal', async () => {
  const sources = [{ title: 'Une étude', url: 'https://exemple.test/a' }]
  const draft = await perform('proposeContribution', proposal({ isDraft: true, sources, locale: 'fr' }))
  expect(draft).toMatchObject({ status: 'DRAFT', version: 1, author: { id: encodeId('Participant', here.author.id) } })
  const published = await perform('publishContribution', { id: draft.id, version: draft.version })
  expect(published).toMatchObject({ status: 'PUBLISHED', theme: { id: encodeId('Theme', here.themeId) } })
  const edited = await perform('editContribution', { id: draft.id, version: published.version, title: 'Deux' })
  expect(edited.versions.nodes).toEqual([
    { number: 2, title: 'Deux' },
    { number: 1, title: 'Des salles ouvertes' },
  ])
  const withdrawal = { id: draft.id, version: edited.version, reason: 'Je me suis trompée.' }
  expect(await perform('withdrawContribution', withdrawal)).toMatchObject({ status: 'WITHDRAWN' })
  expect(await perform('withdrawContribution', withdrawal)).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' })
})

test('a retry with the same key is one contribution, with another input a conflict', async () => {
  const first = await perform('proposeContribution', proposal({ idempotencyKey: 'clé' }))
  expect(await perform('proposeContribution', proposal({ idempotencyKey: 'clé' }))).toEqual(first)
  const other = await perform('proposeContribution', proposal({ idempotencyKey: 'clé', title: 'Autre' }))
  expect(other).toMatchObject({ code: 'CONFLICT', reason: 'KEY_REUSED' })
  expect(await ctx.db.contribution.count({ where: { consultationId: here.consultationId } })).toBe(1)
})

test('a refusal says what it is, in the language of the request', async () => {
  expect(await perform('proposeContribution', proposal(), visitor)).toMatchObject({ code: 'NOT_AUTHENTICATED' })
  const stranger = viewerOf((await openSetting(ctx)).author, 'ORGANISER')
  expect(await perform('proposeContribution', proposal(), stranger)).toMatchObject({ reason: 'JOIN_FIRST' })
  const { id, version } = await perform('proposeContribution', proposal())
  const other = viewerOf(await aParticipant(ctx.db, here.consultationId))
  expect(await perform('editContribution', { id, version, title: 'a' }, other)).toMatchObject({ reason: 'NOT_AUTHOR' })
  const unknown = { id: encodeId('Theme', here.themeId), version, title: 'a' }
  expect(await perform('editContribution', unknown)).toMatchObject({ code: 'VALIDATION_FAILED' })
  await ctx.db.theme.update({ where: { id: here.themeId }, data: { status: 'CLOSED' } })
  expect(await perform('proposeContribution', proposal())).toEqual({
    code: 'THEME_CLOSED',
    message: 'Ce thème est clos : on peut encore y lire, plus y écrire.',
  })
  expect(await perform('proposeContribution', proposal(), here.own.viewer, 'en')).toMatchObject({
    message: 'This theme is closed: it can still be read, and no longer written in.',
  })
  await ctx.db.phase.updateMany({ where: { consultationId: here.consultationId }, data: { opens: [] } })
  expect(await perform('proposeContribution', proposal())).toMatchObject({ code: 'PHASE_CLOSED' })
})

test.each([
  ['a megabyte', { body: 'x'.repeat(1_048_576) }, ['body']],
  ['a NUL', { title: 'a\0' }, ['title']],
  ['a theme of another type', { themeId: 'VGhlbWU6MQ==' }, ['themeId']],
  ['a source that is no address', { sources: [{ title: 'a', url: 'ftp://exemple.test' }] }, ['sources', '0', 'url']],
])('%s is refused where it is', async (_, wrong, path) => {
  const refused = await perform('proposeContribution', proposal(wrong))
  expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ path, message: expect.any(String) }] })
})
