import type { Role } from '@cahier/db'
import { aConsultation, aParticipant, aPerson, aTheme } from '@cahier/db/testing'
import { type Viewer, visitor } from '@cahier/kernel'
import { administrator, type TestContext, viewerOf } from '@cahier/kernel/testing'
import type { NewContribution } from '../index'

/** A consultation that is open to everything, with a theme and an author. */
export interface Setting {
  consultationId: string
  themeId: string
  author: Awaited<ReturnType<typeof aParticipant>>
  /** The context, for the author. */
  own: TestContext
  /** The context, for anybody. */
  open: TestContext
  /** A contribution to propose there. */
  draft(overrides?: Partial<NewContribution>): NewContribution
}

export const openSetting = async (ctx: TestContext): Promise<Setting> => {
  const consultationId = (await aConsultation(ctx.db)).id
  const themeId = (await aTheme(ctx.db, consultationId)).id
  const author = await aParticipant(ctx.db, consultationId)
  return {
    consultationId,
    themeId,
    author,
    own: { ...ctx, viewer: viewerOf(author) },
    open: { ...ctx, viewer: visitor },
    draft: (overrides = {}) => ({
      consultationId,
      themeId,
      kind: 'PROPOSAL',
      title: 'Des salles ouvertes',
      body: 'Ouvrir les salles le soir.',
      ...overrides,
    }),
  }
}

const ROLES: Role[] = ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER']

/** Everybody who is not the author, by name: each role here, an administrator, and a moderator of another consultation. */
export const everybodyElse = async (
  ctx: TestContext,
  { consultationId }: Setting,
): Promise<[name: string, viewer: Viewer][]> => {
  const elsewhere = (await aConsultation(ctx.db)).id
  const inRole = async (role: Role): Promise<[string, Viewer]> => [
    role,
    viewerOf(await aParticipant(ctx.db, consultationId), role),
  ]
  return [
    ['VISITOR', visitor],
    ['PARTICIPANT', viewerOf(await aParticipant(ctx.db, consultationId))],
    ...(await Promise.all(ROLES.map(inRole))),
    ['MODERATOR ELSEWHERE', viewerOf(await aParticipant(ctx.db, elsewhere), 'MODERATOR')],
    ['ADMINISTRATOR', administrator((await aPerson(ctx.db)).id)],
  ]
}
