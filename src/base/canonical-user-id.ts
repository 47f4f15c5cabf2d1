import { createHash } from 'node:crypto'
import type { AccountId } from './account-id.ts'

/**
 * S3's name for an account, in ACLs and in `CanonicalUser` principals: 64 hexadecimal digits.
 *
 * UNLIKE AWS: it follows from the account's number, which AWS's cannot be told from.
 */
export function canonicalUserId(account: AccountId): string {
  const known = worked.get(account)
  if (known !== undefined) return known
  const id = createHash('sha256').update(`canonical user of ${account}`).digest('hex')
  if (worked.size < workedMax) worked.set(account, id)
  return id
}

/** Every question about an object asks for it. */
const worked = new Map<AccountId, string>()
const workedMax = 1000
