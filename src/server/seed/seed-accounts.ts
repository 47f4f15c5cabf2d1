import { parseAccountId, type AccountId } from '../../base/account-id.ts'
import type { PlacedSeed } from '../../seed/read-seed.ts'

export const seedAccounts = ({ seed }: PlacedSeed): readonly AccountId[] =>
  Object.keys(seed.accounts).map(requireAccount)

/** INVARIANT: the format of a seed lets in nothing else. */
export function requireAccount(text: string): AccountId {
  const account = parseAccountId(text)
  if (!account) throw new Error(`\`${text}\` was read as an account`)
  return account
}
