/** An académie as the generators see it: codes and names, no id of any database. */
export interface Academy {
  code: string
  name: string
  /** Its départements; from the most populated to the least is not needed: a meeting takes one at random. */
  departments: { code: string; name: string }[]
}
