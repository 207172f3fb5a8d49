import { uuidv7 } from 'uuidv7'

/** A new id: UUID version 7 (RFC 9562), so that ids sort by creation. */
export const newId = (): string => uuidv7()

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text can be an id at all; what cannot is not asked of the database. */
export const isId = (text: string): boolean => UUID.test(text)
