import { ActorKind, Origin, Role } from '@cahier/db'
import { isId, line } from '@cahier/kernel'
import { z } from 'zod'

/** What an id is; one that cannot be is as unknown as one that nothing has. */
export const id: z.ZodType<string> = z.string().refine(isId, { message: 'unknown' })
export const version: z.ZodType<number> = z.int32().min(0)
export const actorKind: z.ZodType<ActorKind> = z.enum(ActorKind)
export const origin: z.ZodType<Origin> = z.enum(Origin)
/** Who joined is a PARTICIPANT: that role is not granted. */
export const grantedRole: z.ZodType<Role> = z.enum(Role).exclude(['PARTICIPANT'])
/** A name that a participant or an organisation is shown by: 80 and 200 characters at most. */
export const shownName: z.ZodType<string> = line(80)
export const organisationName: z.ZodType<string> = line(200)
