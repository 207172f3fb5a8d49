import { createHash, randomBytes } from 'node:crypto'

const SHAPE = /^[\w-]{43}$/

/** What is stored of a refresh token: its SHA-256. */
export const hashOf = (refreshToken: string): string => createHash('sha256').update(refreshToken).digest('base64url')

/** A refresh token, 256 random bits, and what is stored of it. */
export const newRefreshToken = (): { refreshToken: string; refreshHash: string } => {
  const refreshToken = randomBytes(32).toString('base64url')
  return { refreshToken, refreshHash: hashOf(refreshToken) }
}

/** Whether the text can be a refresh token at all; what cannot is not asked of the database. */
export const isRefreshToken = (text: string): boolean => SHAPE.test(text)
