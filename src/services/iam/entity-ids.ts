// Unique ids and access key ids. They are identifiers, never secrets.

import type { AccountId } from '../../base/account-id.ts'
import type { World } from '../../base/world.ts'

export type EntityPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'AIPA' | 'ANPA'
export type AccessKeyPrefix = 'AKIA' | 'ASIA'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const UNIQUE_ID_RANDOM_CHARS = 17
const ACCESS_KEY_RANDOM_CHARS = 16
const SECRET_BYTES = 30

// The 80 bits behind the prefix of an access key id: a one, the account, 39 random bits.
const ACCOUNT_BITS = 40n
const RANDOM_BITS = 39n

/**
 * `AIDA` for a user, `AROA` a role, `AGPA` a group, `AIPA` an instance profile, `ANPA` a managed
 * policy.
 */
export function newUniqueId(world: World, prefix: EntityPrefix): string {
  const bytes = world.randomBytes(UNIQUE_ID_RANDOM_CHARS)
  return prefix + Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('')
}

/** Holds the account, as AWS's access key ids do: `accountOfAccessKeyId` reads it back. */
export function newAccessKeyId(world: World, prefix: AccessKeyPrefix, account: AccountId): string {
  const random = BigInt(`0x${Buffer.from(world.randomBytes(5)).toString('hex')}`)
  const number =
    (1n << (ACCOUNT_BITS + RANDOM_BITS)) |
    (BigInt(account) << RANDOM_BITS) |
    BigInt.asUintN(Number(RANDOM_BITS), random)
  return prefix + base32(number, ACCESS_KEY_RANDOM_CHARS)
}

/** Forty characters of Base64. */
export function newSecretAccessKey(world: World): string {
  return Buffer.from(world.randomBytes(SECRET_BYTES)).toString('base64')
}

function base32(number: bigint, length: number): string {
  return Array.from({ length }, (_, index) => {
    const shift = BigInt(5 * (length - 1 - index))
    return ALPHABET.charAt(Number((number >> shift) & 31n))
  }).join('')
}
