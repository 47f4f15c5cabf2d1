// Ids as AWS makes them: a prefix that says of what, and random letters and digits.

import { type AccountId, parseAccountId } from '../../../base/account-id.ts'
import type { World } from '../../../base/world.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const DIGITS = '0123456789'
const ACCOUNT_DIGITS = 12

export const newOrganizationId = (world: World): string => `o-${random(world, 10)}`
export const newRootId = (world: World): string => `r-${random(world, 4)}`
export const newPolicyId = (world: World): string => `p-${random(world, 8)}`
export const newCreationId = (world: World): string => `car-${random(world, 32)}`
export const newHandshakeId = (world: World): string => `h-${random(world, 32)}`

/** Holds the root's: `ou-ab12-11111111` lies below `r-ab12`. */
export const newUnitId = (world: World, rootId: string): string =>
  `ou-${rootId.slice('r-'.length)}-${random(world, 8)}`

export function newAccountId(world: World, isTaken: (id: AccountId) => boolean): AccountId {
  for (;;) {
    const id = parseAccountId(random(world, ACCOUNT_DIGITS, DIGITS))
    if (id && !isTaken(id)) return id
  }
}

const random = (world: World, length: number, alphabet = ALPHABET): string =>
  Array.from(world.randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
