import { LRUCache } from 'lru-cache'

const KNOWN_AT_MOST = 1_000
const MAX_CHARACTERS = 1_048_576
const MAX_TEXT = 65_536

/**
 * What is known of texts that came: a thousand of them, a mebibyte of text in all, none over 64 KiB. Bounded by size, since a document
 * of few words and a megabyte of comments passes every other limit, and what is made of a text weighs many times as much.
 */
export const createTextCache = <Known extends object>(): LRUCache<string, Known> =>
  new LRUCache({
    max: KNOWN_AT_MOST,
    maxSize: MAX_CHARACTERS,
    maxEntrySize: MAX_TEXT,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  })
