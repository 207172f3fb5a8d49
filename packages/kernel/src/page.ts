import { createHash } from 'node:crypto'
import { z } from 'zod'
import { refuse, validate } from './validate'

/** Relay's four arguments. */
export interface PageArgs {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

type Test = (text: string) => boolean

const matches =
  (shape: RegExp): Test =>
  (text) =>
    shape.test(text)

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

// PostgreSQL has no year 0.
const isInstant: Test = (text) => {
  if (!INSTANT.test(text) || text.startsWith('0000')) return false
  const instant = new Date(text)
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === text
}

const isFloat4: Test = (text) => {
  const single = Math.fround(Number(text))
  return /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) && Number.isFinite(single) && (single !== 0 || text === '0')
}

/** Whether a cursor's text is a value of each type: a forged one that PostgreSQL cannot read is refused before it gets there. */
export const isValueOf = {
  timestamptz: isInstant,
  int4: matches(/^-?\d{1,9}$/),
  int8: matches(/^-?\d{1,15}$/),
  float4: isFloat4,
  uuid: matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  text: matches(/^[^\0]{0,500}$/),
} as const satisfies Record<string, Test>

/** One column of a total order; the last one of an order is unique. */
export interface OrderKey<Row> {
  column: keyof Row & string
  direction: 'asc' | 'desc'
  /** PostgreSQL type of the values. */
  type: keyof typeof isValueOf
}

/** A page as it is asked for: which way, how many, from where. */
export interface PageRequest {
  size: number
  isBackward: boolean
  /** Values of the order's columns at the cursor; undefined from an end of the list. */
  from?: string[] | undefined
}

/** A page of a list: its rows, whether there are others around it, and how to name a place in it. */
export interface Page<Row> {
  nodes: Row[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  cursorOf(row: Row): string
  /** Size of the whole list; asks the database when called, not before. */
  countAll(): Promise<number>
}

export const DEFAULT_PAGE_SIZE = 20
export const MAX_PAGE_SIZE = 100

// A cursor names the list that it belongs to: in another list, its values would point to a random place.
const listMark = (list: string): string => createHash('sha256').update(list).digest('base64url').slice(0, 8)

const cursorShape = z.tuple([z.string()], z.string())

const encodeCursor = (mark: string, values: string[]): string =>
  Buffer.from(JSON.stringify([mark, ...values])).toString('base64url')

const decodeCursor = (cursor: string, mark: string, argument: string): string[] => {
  try {
    const [cursorMark, ...values] = validate(cursorShape, JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (cursorMark === mark && values.every((value) => !value.includes('\0'))) return values
  } catch {
    // Falls through: whatever is wrong with it, it is not a cursor of this list.
  }
  return refuse(argument, 'foreignCursor')
}

const sizeOf = (value: number | null | undefined, argument: 'first' | 'last'): number => {
  if (value === null || value === undefined) return DEFAULT_PAGE_SIZE
  if (!Number.isInteger(value) || value < 0 || value > MAX_PAGE_SIZE)
    refuse(argument, 'pageSize', { max: MAX_PAGE_SIZE })
  return value
}

/**
 * Reads Relay's arguments for a list, named by everything that makes it another list (its filter, its order).
 * @throws ValidationError for a size out of 0–100, a cursor of another list, or both directions at once
 */
export const readPageArgs = (args: PageArgs, list: string): PageRequest => {
  const isBackward = (args.last ?? args.before ?? null) !== null
  if (isBackward && (args.first ?? args.after ?? null) !== null) refuse('last', 'bothDirections')
  const cursor = isBackward ? args.before : args.after
  const argument = isBackward ? 'before' : 'after'
  return {
    isBackward,
    size: isBackward ? sizeOf(args.last, 'last') : sizeOf(args.first, 'first'),
    from: cursor ? decodeCursor(cursor, listMark(list), argument) : undefined,
  }
}

/** Makes a page from rows read in the direction asked for, one more than its size when there are others. */
export const toPage = <Row extends object>(
  rows: Row[],
  request: PageRequest,
  { list, order, countAll }: { list: string; order: readonly OrderKey<Row>[]; countAll: () => Promise<number> },
): Page<Row> => {
  const hasMore = rows.length > request.size
  const kept = hasMore ? rows.slice(0, request.size) : rows
  let mark: string | undefined
  return {
    nodes: request.isBackward ? [...kept].reverse() : kept,
    hasNextPage: request.isBackward ? request.from !== undefined : hasMore,
    hasPreviousPage: request.isBackward ? hasMore : request.from !== undefined,
    cursorOf: (row) => {
      // Made once a page, and only when a cursor is asked for.
      mark ??= listMark(list)
      return encodeCursor(
        mark,
        order.map(({ column }) => String(row[column])),
      )
    },
    countAll,
  }
}
