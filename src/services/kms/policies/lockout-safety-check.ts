import { LOCKOUT_SENTENCE } from '../../../policy/index.ts'
import type { ResourcePolicy } from '../../../policy/index.ts'
import { MalformedPolicyDocumentException } from '../errors.ts'
import { onKey } from '../questions.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * The policy lockout safety check: with the new policy on the key, the caller must be able to
 * call PutKeyPolicy again.
 *
 * It is a real decision with everything else as it is now, so it also fails when the policy
 * leaves it to the account and the caller's own IAM policies do not allow kms:PutKeyPolicy. That
 * it sees the context of this request (source IP, MFA) is an assumption: AWS does not say.
 */
export function requireCallerKeepsControl(key: Key, policy: ResourcePolicy, scope: KmsScope): void {
  const resource = { arn: key.arn, account: key.account, policy }
  const again = onKey('kms:PutKeyPolicy', { key, resource }, scope, { sameAccountOnly: true })
  if (scope.decide(again).outcome === 'allow') return
  throw MalformedPolicyDocumentException(LOCKOUT_SENTENCE)
}
