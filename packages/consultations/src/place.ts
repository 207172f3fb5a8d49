interface Placed {
  id: string
  position: number
}

/** The place after those of `parts`. */
export const lastPlace = (parts: readonly Placed[]): number =>
  Math.max(-1, ...parts.map(({ position }) => position)) + 1

/** The places that change when the part `id` goes to `place` (from 0; the last one when it is past them), by id. */
export const placesAfterMove = (parts: readonly Placed[], id: string, place: number): Map<string, number> => {
  const others = parts.filter((part) => part.id !== id)
  const order = [...others.slice(0, place), ...parts.filter((part) => part.id === id), ...others.slice(place)]
  return new Map(order.flatMap((part, n) => (part.position === n ? [] : [[part.id, n]])))
}
