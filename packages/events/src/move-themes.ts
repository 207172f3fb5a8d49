import type { WriteContext } from '@cahier/kernel'

/** Puts the events of a theme under the one that takes it over, in the transaction of the merge. */
export const moveEventThemes = async (
  tx: Pick<WriteContext, 'db' | 'sql'>,
  from: string,
  into: string,
): Promise<void> => {
  // Who puts an event under the theme holds it: they are done before the merge, or find the theme merged.
  await tx.sql.selectFrom('theme').select('id').where('id', '=', from).forNoKeyUpdate().execute()
  const moved = await tx.db.eventTheme.findMany({ where: { themeId: from }, select: { eventId: true } })
  await tx.db.eventTheme.createMany({
    data: moved.map(({ eventId }) => ({ eventId, themeId: into })),
    skipDuplicates: true,
  })
  await tx.db.eventTheme.deleteMany({ where: { themeId: from } })
}
