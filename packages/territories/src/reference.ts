import reference from '../data/territories-2020.json'

/** A place of the reference: codes and names, no id of any database. */
export interface ReferencePlace {
  code: string
  name: string
}

export interface ReferenceAcademy extends ReferencePlace {
  regionCode: string
  /** School holidays zone; null for Corse and overseas, which have their own calendars. */
  zone: string | null
  departments: ReferencePlace[]
}

/** The territories of 2020 as plain data: 18 régions académiques, 30 académies and their 101 départements. */
export const territoryReference: { regions: readonly ReferencePlace[]; academies: readonly ReferenceAcademy[] } =
  reference
