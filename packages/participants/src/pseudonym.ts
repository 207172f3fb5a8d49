import { randomInt } from 'node:crypto'

// Both lists agree in gender, so that any two words make a name that reads well.
const ANIMALS = [
  'Abeille',
  'Aigrette',
  'Alouette',
  'Bergeronnette',
  'Chouette',
  'Cigogne',
  'Coccinelle',
  'Colombe',
  'Fauvette',
  'Gazelle',
  'Grive',
  'Hermine',
  'Hirondelle',
  'Libellule',
  'Loutre',
  'Luciole',
  'Marmotte',
  'Mésange',
  'Palombe',
  'Perdrix',
  'Salamandre',
  'Sarcelle',
  'Sittelle',
  'Tourterelle',
]
const ADJECTIVES = [
  'agile',
  'alerte',
  'bleue',
  'brave',
  'calme',
  'curieuse',
  'discrète',
  'douce',
  'fidèle',
  'habile',
  'heureuse',
  'joyeuse',
  'libre',
  'malicieuse',
  'paisible',
  'patiente',
  'rapide',
  'rêveuse',
  'rieuse',
  'rousse',
  'sage',
  'sereine',
  'tenace',
  'vive',
]

const oneOf = (words: readonly string[]): string => words[randomInt(words.length)] ?? ''

/** A new pseudonym, as `Mésange bleue 4217`: drawn at random, so that nothing links it to the person or to their other pseudonyms. */
export const drawPseudonym = (): string => `${oneOf(ANIMALS)} ${oneOf(ADJECTIVES)} ${randomInt(1_000, 10_000)}`
