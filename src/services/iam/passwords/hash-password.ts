// A password is kept as what scrypt (RFC 7914) makes of it with a salt of its own.

import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { World } from '../../../base/world.ts'

const derive: (
  password: string,
  salt: Uint8Array,
  bytes: number,
  cost: typeof COST,
) => Promise<Buffer> = promisify(scrypt)

/** 16 MiB and some tens of milliseconds for each guess. */
const COST = { N: 16_384, r: 8, p: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32

/** `scrypt$SALT$HASH`, in Base64. Slow on purpose: for `prepare`. */
export async function hashPassword(world: World, password: string): Promise<string> {
  const salt = world.randomBytes(SALT_BYTES)
  const hash = await derive(password, salt, HASH_BYTES, COST)
  return ['scrypt', Buffer.from(salt).toString('base64'), hash.toString('base64')].join('$')
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, salt = '', hash = ''] = stored.split('$')
  const given = await derive(password, Buffer.from(salt, 'base64'), HASH_BYTES, COST)
  return timingSafeEqual(given, Buffer.from(hash, 'base64'))
}

/** Whether it is one of these: which one, nobody has to know. */
export async function isAnyPassword(password: string, stored: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(stored.map((hash) => isPassword(password, hash)))
  return answers.includes(true)
}
