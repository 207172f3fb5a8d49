import { rawSql } from '@cahier/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isValueOf } from './page'
import { openTestContext, type TestContext } from './testing'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

test.each([
  ['timestamptz', ['2020-13-45T99:99:99.999Z', '2021-02-29T00:00:00.000Z', '0000-01-01T00:00:00.000Z', '2020-06-26']],
  ['float4', ['9'.repeat(100), '1e999', '1e-99', '1e-999', '-1e39', 'NaN', '']],
  ['int4', ['9999999999', '1.5', '']],
  ['int8', ['9'.repeat(20), '']],
  ['uuid', ['00000000-0000-0000-0000-00000000000g', '']],
  ['text', ['a\0b', 'x'.repeat(501)]],
] as const)('a cursor holds no %s that PostgreSQL does not read', (type, values) => {
  expect(values.filter(isValueOf[type])).toEqual([])
})

test.each([
  ['timestamptz', ['2020-02-29T23:59:59.999Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']],
  ['float4', ['0', '-0.0607927', '1e-10', '3.4e38', '1e-40']],
  ['int4', ['-999999999', '999999999']],
  ['int8', ['-999999999999999', '999999999999999']],
  ['uuid', ['ffffffff-ffff-ffff-ffff-ffffffffffff']],
  ['text', ['', 'é', '\ud800']],
] as const)('PostgreSQL reads every %s that a cursor may hold', async (type, values) => {
  expect(values.filter(isValueOf[type])).toEqual(values)
  for (const value of values) await rawSql`SELECT ${value}::text::${rawSql.raw(type)}::text`.execute(ctx.sql)
})
