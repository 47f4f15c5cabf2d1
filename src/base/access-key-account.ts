import { parseAccountId, type AccountId } from './account-id.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const ACCOUNT_BITS = 40
const RANDOM_BITS = 39n

/**
 * The account that an access key id bears, as AWS's and a stack's do: behind the prefix stand 80
 * bits, a one, the account, 39 random bits. Undefined for any other.
 */
export function accountOfAccessKeyId(accessKeyId: string): AccountId | undefined {
  const match = /^A[KS]IA([Q-Z2-7][A-Z2-7]{15})$/.exec(accessKeyId)
  if (!match) return undefined
  const number = [...(match[1] ?? '')].reduce(
    (sum, char) => (sum << 5n) | BigInt(ALPHABET.indexOf(char)),
    0n,
  )
  const account = BigInt.asUintN(ACCOUNT_BITS, number >> RANDOM_BITS)
  return parseAccountId(account.toString().padStart(12, '0'))
}
