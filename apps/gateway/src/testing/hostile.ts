const MEGABYTE = 1_000_000

/** Texts that nobody types. A text of a megabyte still fits in the body that the gateway reads. */
const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'a megabyte': 'x'.repeat(MEGABYTE),
  'a NUL': 'a\0b',
  'half a surrogate': 'a\ud800b',
  'bidi controls': 'a\u202eb\u2066c',
  'a line of SQL': `'; DROP TABLE "vote"; --`,
  'the name of a prototype': '__proto__',
  nothing: '',
}

const TEXT_SCALARS = ['String', 'ID', 'Locale', 'URL', 'Date', 'DateTime']
const INSTANTS = { 'the year 1': '0001-01-01T00:00:00.000Z', 'the year 9999': '9999-12-31T23:59:59.999Z' }
const NUMBERS = { 'less than nothing': -1, 'the least number': -(2 ** 31), 'the greatest number': 2 ** 31 - 1 }
const NO_SUCH_THING = '00000000-0000-0000-0000-000000000000'
const IDS = {
  'an id that nothing has': btoa(`Contribution:${NO_SUCH_THING}`),
  'an id of a type that is not': btoa(`Nothing:${NO_SUCH_THING}`),
  'the base64 of no id': btoa('Contribution:1'),
  'an id without a type': NO_SUCH_THING,
}

/** What to put in place of a value of this scalar, by what it is; nothing for an enum or a Boolean. */
export const hostileValues = (type: string): Readonly<Record<string, unknown>> => ({
  ...(TEXT_SCALARS.includes(type) && HOSTILE_TEXTS),
  ...(type === 'ID' && IDS),
  ...(type === 'DateTime' && INSTANTS),
  ...(type === 'Int' && NUMBERS),
})

/** Whether a value cannot be kept: PostgreSQL has no NUL, Unicode no half surrogate, and no text here is so long. */
export const isUnkeepable = (name: string): boolean => ['a megabyte', 'a NUL', 'half a surrogate'].includes(name)
