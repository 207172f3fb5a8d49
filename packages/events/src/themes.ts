import { rawSql } from '@cahier/db'
import { isId } from '@cahier/kernel'
import type { EventsReadContext } from './context'

/** The ids of the themes that each event is under, in their order, for the events in the order asked. One statement. */
export const listEventThemes = async (
  { sql }: Pick<EventsReadContext, 'sql'>,
  eventIds: readonly string[],
): Promise<string[][]> => {
  const rows = await sql
    .selectFrom('eventTheme')
    .innerJoin('theme', 'theme.id', 'eventTheme.themeId')
    .select(['eventId', 'themeId'])
    .where('eventId', '=', rawSql<string>`ANY(${eventIds.filter(isId)}::uuid[])`)
    .orderBy('theme.position')
    .orderBy('theme.id')
    .execute()
  return eventIds.map((id) => rows.filter(({ eventId }) => eventId === id).map(({ themeId }) => themeId))
}
