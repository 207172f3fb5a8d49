/** A source of numbers in [0, 1), the same for the same seed. */
export type Random = () => number

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state, enough to spread a demonstration. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `least` to `most`, both included. */
export const whole = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** One of the values; there must be one at least. */
export const pick = <Value>(random: Random, values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('Nothing to pick from')
  return value
}

/** One of the keys, each as often as its weight says. */
export const weighted = <Key extends string>(random: Random, weights: Readonly<Record<Key, number>>): Key => {
  const entries = Object.entries(weights) as [Key, number][]
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of entries) {
    left -= weight
    if (left < 0) return key
  }
  return pick(random, entries)[0]
}
