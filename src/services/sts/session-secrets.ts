// The secrets of a session: the secret access key is sealed at rest, of the token only a hash
// is kept.

import { createHash } from 'node:crypto'
import type { World } from '../../base/world.ts'
import { credentialSecrets } from '../iam/api.ts'
import { sessions } from './tables.ts'

/** 384 characters: AWS's tokens are at least about 350 characters long. */
const TOKEN_BYTES_MIN = 288

export const sessionSecrets = credentialSecrets(sessions)

/** Opaque: random bytes that only their hash in the session's row gives a meaning. */
export function newSessionToken(world: World, charsMin = 0): string {
  const bytes = Math.max(TOKEN_BYTES_MIN, Math.ceil((charsMin * 3) / 4))
  return Buffer.from(world.randomBytes(bytes)).toString('base64')
}

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}
