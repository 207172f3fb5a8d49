import { setTimeout as delay } from 'node:timers/promises'
import { inTransaction } from '@cahier/db'
import { aConsultation, canRace } from '@cahier/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areOpen, PhaseClosedError, requireOpenPhase } from './index'
import { openTestContext, type TestContext } from './testing'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

test('an act outside the phase that opens it is refused, with the next opening', async () => {
  const { id } = await aConsultation(ctx.db)
  await ctx.db.phase.updateMany({ where: { consultationId: id }, data: { opens: ['CONTRIBUTING'] } })
  await expect(requireOpenPhase(ctx, id, 'CONTRIBUTING')).resolves.toBeUndefined()
  await expect(requireOpenPhase(ctx, id, 'VOTING')).rejects.toThrow(PhaseClosedError)
  const before = { ...ctx, clock: () => new Date('2000-01-01T00:00:00Z') }
  const refused = await requireOpenPhase(before, id, 'CONTRIBUTING').catch((error: PhaseClosedError) => error)
  expect(refused).toMatchObject({ opensAt: expect.stringMatching(/Z$/) })
})

test.each(['DRAFT', 'ARCHIVED'] as const)(
  'a running phase opens nothing in a consultation that is %s',
  async (status) => {
    const { id } = await aConsultation(ctx.db, { status })
    const open = await aConsultation(ctx.db)
    expect(await areOpen(ctx, [id, open.id], 'VOTING')).toEqual([false, true])
    const early = { ...ctx, clock: () => new Date('2000-01-01T00:00:00Z') }
    for (const reader of [ctx, early]) {
      const refused = await requireOpenPhase(reader, id, 'VOTING').catch((error: PhaseClosedError) => error)
      expect(refused).toBeInstanceOf(PhaseClosedError)
      expect(refused).not.toHaveProperty('opensAt', expect.any(String))
    }
  },
)

test.runIf(canRace)('an act and the archiving of its consultation happen one after the other', async () => {
  const order: string[] = []
  /** Starts a transaction that stays open for a while after `work`, and waits for its `work`. */
  const holding = (name: string, work: (tx: TestContext) => Promise<unknown>) =>
    new Promise<{ ended: Promise<unknown> }>((resolve) => {
      const ended = inTransaction(ctx, async (tx) => {
        await work(tx)
        resolve({ ended })
        await delay(100)
        order.push(name)
      })
    })
  const archive = ({ db }: Pick<TestContext, 'db'>, id: string) =>
    db.consultation.update({ where: { id }, data: { status: 'ARCHIVED' } })

  const acted = await aConsultation(ctx.db)
  const act = await holding('act', (tx) => requireOpenPhase(tx, acted.id, 'VOTING'))
  await archive(ctx, acted.id)
  expect(order).toEqual(['act'])
  await act.ended

  const archived = await aConsultation(ctx.db)
  const archiving = await holding('archive', (tx) => archive(tx, archived.id))
  await expect(requireOpenPhase(ctx, archived.id, 'VOTING')).rejects.toThrow(PhaseClosedError)
  expect(order).toEqual(['act', 'archive'])
  await archiving.ended
})
