import { inTransaction } from '@cahier/db'
import { found, requireAdministrator, takeTurn, type WriteContext } from '@cahier/kernel'
import { facts } from './facts'
import { reportEgn, type SeedReport } from './report'
import { writeEgn } from './write'

/**
 * Seeds the États généraux du numérique pour l'éducation, for the platform and its administrators: all of it or nothing, however many
 * processes start at once. Where the consultation is already, nothing is written. Returns what is there.
 * @throws NotAuthenticatedError, NotAllowedError
 */
export const seedEgn = async (ctx: WriteContext): Promise<SeedReport> => {
  requireAdministrator(ctx.viewer)
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx, 'seed')
    if (!(await reportEgn(tx))) await writeEgn(tx)
    return found(await reportEgn(tx), 'Consultation', facts.consultation.slug)
  })
}
