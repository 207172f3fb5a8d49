import { describe, expect, test } from 'vitest'
import { isTimeZone, overlapsSchoolHours } from './school-hours'

const at = (startsAt: string, endsAt: string, timeZone = 'Europe/Paris') =>
  overlapsSchoolHours({ startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone })

describe('school time, Monday to Friday from eight to five', () => {
  test.each([
    ['ends as school starts', '2020-09-07T05:00:00Z', '2020-09-07T06:00:00Z', false],
    ['ends a millisecond later', '2020-09-07T05:00:00Z', '2020-09-07T06:00:00.001Z', true],
    ['starts as school ends', '2020-09-07T15:00:00Z', '2020-09-07T17:00:00Z', false],
    ['starts a millisecond earlier', '2020-09-07T14:59:59.999Z', '2020-09-07T17:00:00Z', true],
    ['lies inside', '2020-09-07T08:00:00Z', '2020-09-07T09:00:00Z', true],
    ['covers the day', '2020-09-07T04:00:00Z', '2020-09-07T18:00:00Z', true],
    ['fills a Saturday', '2020-09-05T06:00:00Z', '2020-09-05T16:00:00Z', false],
    ['fills a Sunday', '2020-09-06T06:00:00Z', '2020-09-06T16:00:00Z', false],
    ['fills the whole weekend', '2020-09-04T15:00:00Z', '2020-09-07T06:00:00Z', false],
    ['goes past the weekend', '2020-09-04T15:00:00Z', '2020-09-07T06:00:00.001Z', true],
    ['crosses a night', '2020-09-07T18:00:00Z', '2020-09-08T06:00:00Z', false],
    ['goes past a night', '2020-09-07T18:00:00Z', '2020-09-08T06:30:00Z', true],
    ['lasts for weeks', '2020-09-05T06:00:00Z', '2020-09-26T06:00:00Z', true],
  ])('an event that %s', (_, startsAt, endsAt, isRefused) => {
    expect(at(startsAt, endsAt)).toBe(isRefused)
  })

  test('the clock is that of the place', () => {
    const evening = ['2020-09-07T15:00:00Z', '2020-09-07T17:00:00Z'] as const
    expect(at(...evening, 'Europe/Paris')).toBe(false)
    expect(at(...evening, 'America/Martinique')).toBe(true)
    expect(at(...evening, 'Indian/Reunion')).toBe(false)
    // Monday evening in Paris is Tuesday morning in Nouméa.
    expect(at('2020-09-07T20:00:00Z', '2020-09-07T22:00:00Z', 'Pacific/Noumea')).toBe(true)
  })

  test('the clock follows summer and winter time', () => {
    // 25 October 2020: Paris goes from UTC+2 to UTC+1.
    expect(at('2020-10-23T15:00:00Z', '2020-10-23T16:00:00Z')).toBe(false)
    expect(at('2020-10-26T15:00:00Z', '2020-10-26T16:00:00Z')).toBe(true)
    expect(at('2020-10-26T16:00:00Z', '2020-10-26T17:00:00Z')).toBe(false)
    expect(at('2020-10-26T06:00:00Z', '2020-10-26T07:00:00Z')).toBe(false)
    expect(at('2020-10-23T06:00:00Z', '2020-10-23T07:00:00Z')).toBe(true)
    // The weekend of 25 hours that this makes, from end to end.
    expect(at('2020-10-23T15:00:00Z', '2020-10-26T07:00:00Z')).toBe(false)
    // 29 March 2020: from UTC+1 to UTC+2, the weekend is an hour shorter.
    expect(at('2020-03-27T16:00:00Z', '2020-03-30T06:00:00Z')).toBe(false)
    expect(at('2020-03-27T16:00:00Z', '2020-03-30T06:00:00.001Z')).toBe(true)
  })
})

test('a time zone is a name of the IANA database', () => {
  for (const name of ['Europe/Paris', 'Indian/Reunion', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+4']) {
    expect(isTimeZone(name), name).toBe(true)
  }
  for (const name of ['', '+01:00', 'Paris', 'Europe/Poitiers', 'Europe/Paris\0', 'x'.repeat(1_000_000)]) {
    expect(isTimeZone(name)).toBe(false)
  }
})
