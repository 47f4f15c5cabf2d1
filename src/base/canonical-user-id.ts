import { createHash } from 'node:crypto'
import type { AccountId } from './account-id.ts'

/**
 * S3's name for an account, in ACLs and in `CanonicalUser` principals: 64 hexadecimal digits.
 *
 * UNLIKE AWS: it follows from the account's number, which AWS's cannot be told from.
 */
export const canonicalUserId = (account: AccountId): string =>
  createHash('sha256').update(`canonical user of ${account}`).digest('hex')
