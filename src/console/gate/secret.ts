import { createHash, timingSafeEqual } from 'node:crypto'
import type { World } from '../../base/world.ts'

/** 256 bits of chance, fit for a URL, a header and a cookie. */
export function newSecret({ randomBytes }: Pick<World, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** What is kept of a secret: it tells the secret again, and does not tell it. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const isSecretOf = (secret: string, digest: Buffer): boolean =>
  timingSafeEqual(digestOf(secret), digest)
