// The secrets of a session: the secret access key is sealed at rest, of the token only a hash
// is kept.

import { createHash } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import type { SealBinding, Sealer } from '../../crypto/seal.ts'
import type { SessionRow } from './tables.ts'
import { sessions } from './tables.ts'

/** 384 characters: AWS's tokens are at least about 350 characters long. */
const TOKEN_BYTES_MIN = 288

// An opened secret lives as long as the store keeps the row in its bounded cache.
const opened = new WeakMap<SessionRow, SecretBytes>()

// A session's secret never changes: there is one generation.
const bindingOf = (accessKeyId: string): SealBinding => ({
  table: sessions.name,
  id: accessKeyId,
  generation: 1,
})

/** Opaque: random bytes that only their hash in the session's row gives a meaning. */
export function newSessionToken(world: World, charsMin = 0): string {
  const bytes = Math.max(TOKEN_BYTES_MIN, Math.ceil((charsMin * 3) / 4))
  return Buffer.from(world.randomBytes(bytes)).toString('base64')
}

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}

export function sealSecret(sealer: Sealer, accessKeyId: string, secretAccessKey: string): string {
  const secret = new SecretBytes(Buffer.from(secretAccessKey, 'utf8'))
  return sealer.seal(secret, bindingOf(accessKeyId))
}

export function openSecret(sealer: Sealer, accessKeyId: string, session: SessionRow): SecretBytes {
  const known = opened.get(session)
  if (known) return known
  const secret = sealer.open(session.sealedSecret, bindingOf(accessKeyId))
  opened.set(session, secret)
  return secret
}
