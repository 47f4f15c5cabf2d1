// What an account demands of its users' passwords.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

import type { AccountId } from '../../../base/account-id.ts'
import type { StoreView } from '../../../store/store.ts'
import { PasswordPolicyViolation } from '../errors.ts'
import type { PasswordPolicyRow } from '../tables.ts'
import { passwordPolicies } from '../tables.ts'

const KINDS = {
  RequireSymbols: /[!@#$%^&*()_+\-=[\]{}|']/,
  RequireNumbers: /[0-9]/,
  RequireUppercaseCharacters: /[A-Z]/,
  RequireLowercaseCharacters: /[a-z]/,
} as const

/** Of an account without a policy of its own. */
const DEFAULT = { length: 8, kinds: 3 } as const

export const passwordPolicyOf = (
  store: StoreView,
  account: AccountId,
): PasswordPolicyRow | undefined => store.get(passwordPolicies, account)?.value

/** Refuses a password that the account's policy does not allow. */
export function requireConforming(
  password: string,
  userName: string,
  policy: PasswordPolicyRow | undefined,
): void {
  const conforms = policy ? meets(password, policy) : meetsDefault(password, userName)
  if (!conforms) throw violation()
}

export const violation = () =>
  PasswordPolicyViolation('Password does not conform to the account password policy.')

function meets(password: string, policy: PasswordPolicyRow): boolean {
  const { MinimumPasswordLength: length = 0 } = policy
  if (password.length < length) return false
  return Object.entries(KINDS).every(
    ([demand, kind]) => !policy[demand as keyof typeof KINDS] || kind.test(password),
  )
}

function meetsDefault(password: string, userName: string): boolean {
  const kinds = Object.values(KINDS).filter((kind) => kind.test(password))
  const isLikeName = password.toLowerCase() === userName.toLowerCase()
  return password.length >= DEFAULT.length && kinds.length >= DEFAULT.kinds && !isLikeName
}
