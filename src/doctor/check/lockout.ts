// Whether KMS will take the policy from whoever deploys it: the policy lockout safety check, asked
// of the engine before KMS is.

import { arnOf, accountRootArn, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { lockoutCheck, whoCan, type AccessWorld, type NamedPolicy } from '../../policy/index.ts'
import { named } from '../examine.ts'
import { boundedPolicy, type Bound } from './bounds.ts'
import { accountWith, type Deployer } from './deployer.ts'

/** A key policy that may have unknown values in it, and the key that it is for. */
export interface PolicyOnKey {
  readonly policy: JsonObject
  readonly maybe: ReadonlyMap<object, string>
  readonly keyArn: string
}

export type LockoutVerdict =
  | { readonly says: 'passes' }
  /** `covers`: the policy lets the deployer's IAM policies decide, and they do not allow it. */
  | { readonly says: 'refused'; readonly covers: boolean }
  | { readonly says: 'unknown'; readonly because: 'account' | 'identityPolicies' | 'values' }

const PUT_KEY_POLICY = 'kms:PutKeyPolicy'

export function lockoutVerdict(target: PolicyOnKey, deployer: Deployer): LockoutVerdict {
  if (parseArn(target.keyArn)?.account !== deployer.account) {
    return { says: 'unknown', because: 'account' }
  }
  const isSeen = deployer.seen !== 'unknown'
  const surely = { ...deployer, policies: isSeen ? deployer.policies : [] }
  if (mayPut(target, surely, 'allowsOnlyWhatItMust') === 'allowed') return { says: 'passes' }
  const possibly = isSeen ? deployer : { ...deployer, policies: [...deployer.policies, EVERYTHING] }
  const possible = mayPut(target, possibly, 'allowsAllItMay')
  if (possible === undefined && !namesSessionOf(target, deployer)) {
    const almighty = { ...deployer, policies: [EVERYTHING], boundary: undefined }
    return { says: 'refused', covers: mayPut(target, almighty, 'allowsAllItMay') !== undefined }
  }
  const seen = mayPut(target, { ...surely, policies: [EVERYTHING] }, 'allowsOnlyWhatItMust')
  const isIdentity = !isSeen && seen === 'allowed'
  return { says: 'unknown', because: isIdentity ? 'identityPolicies' : 'values' }
}

type Answer = 'allowed' | 'conditional' | undefined

function mayPut({ policy, maybe, keyArn }: PolicyOnKey, deployer: Deployer, bound: Bound): Answer {
  const { account, arn, identityArn, policies, boundary } = deployer
  const candidates = [...new Set([arn, identityArn, accountRootArn(account), account])]
  const keyPolicy = named('key policy', boundedPolicy(policy, { bound, candidates, maybe }))
  const world: AccessWorld = {
    key: { arn: keyArn, account, policy: keyPolicy },
    accounts: [accountWith(deployer, policies, boundary)],
    context: { 'aws:SecureTransport': 'true' },
  }
  const found = whoCan(PUT_KEY_POLICY, world).find(({ principal }) => principal === identityArn)
  if (found) return found.verdict
  // A policy may name one session of the role, and this be that session.
  const isThisSession = lockoutCheck(keyPolicy, arn, world)?.outcome === 'allow'
  return isThisSession ? 'allowed' : undefined
}

/** A role deploys under a session name that is not known here, and the policy names a session. */
function namesSessionOf({ policy }: PolicyOnKey, { arn, account }: Deployer): boolean {
  const [, name] = /:role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (name === undefined) return false
  return JSON.stringify(policy).includes(arnOf('sts', '', account, `assumed-role/${name}/`))
}

const EVERYTHING: NamedPolicy = named('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})
