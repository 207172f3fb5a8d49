import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastPlace, placesAfterMove } from './place'

const places = fc
  .uniqueArray(fc.nat(60), { maxLength: 12 })
  .map((positions) => positions.sort((a, b) => a - b).map((position, n) => ({ id: String(n), position })))

test('a part goes where it is asked to, the others keep their order', () => {
  fc.assert(
    fc.property(places, fc.nat(11), fc.nat(20), (parts, moved, place) => {
      const id = String(moved)
      fc.pre(moved < parts.length)
      const changed = placesAfterMove(parts, id, place)
      const after = parts
        .map((part) => ({ ...part, position: changed.get(part.id) ?? part.position }))
        .sort((a, b) => a.position - b.position)
      expect(after.map(({ position }) => position)).toEqual(parts.map((_, n) => n))
      expect(after.findIndex((part) => part.id === id)).toBe(Math.min(place, parts.length - 1))
      const others = (list: typeof parts) => list.map((part) => part.id).filter((other) => other !== id)
      expect(others(after)).toEqual(others(parts))
    }),
  )
})

test('what stays in place is not written', () => {
  const parts = ['a', 'b', 'c'].map((id, position) => ({ id, position }))
  expect(placesAfterMove(parts, 'b', 1)).toEqual(new Map())
  expect(placesAfterMove(parts, 'c', 1)).toEqual(
    new Map([
      ['c', 1],
      ['b', 2],
    ]),
  )
})

test('the last place is after gaps too', () => {
  expect(lastPlace([])).toBe(0)
  expect(
    lastPlace([
      { id: 'a', position: 0 },
      { id: 'b', position: 7 },
    ]),
  ).toBe(8)
})
