// The session policy: what confines a session beyond the permissions of its role.

import type { AccountId } from '../../base/account-id.ts'
import { isJsonObject } from '../../base/json.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { readPolicy, validateIdentityPolicy } from '../../policy/index.ts'
import { MalformedPolicyDocument, PackedPolicyTooLarge, ValidationError } from './errors.ts'
import { limits } from './limits.ts'
import type { PolicyDescriptorType } from './model.ts'
import type { StsScope } from './scope.ts'

export interface SessionPolicy {
  /** One document: what any of the given policies allows, the session policy allows. */
  readonly text: string
  /** Of the space that AWS allots, as it is answered. */
  readonly percent: number
}

interface SessionPolicyInput {
  readonly Policy?: string | undefined
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined
}

/** Undefined: the request gives none. */
export function requireSessionPolicy(
  { Policy, PolicyArns = [] }: SessionPolicyInput,
  account: AccountId,
  scope: StsScope,
): SessionPolicy | undefined {
  const arns = PolicyArns.flatMap(({ arn }) => arn ?? [])
  const managed = arns.map((arn) => requireManaged(arn, account, scope))
  const inline = Policy === undefined ? [] : [requireInline(Policy)]
  const documents = [...inline, ...managed]
  if (documents.length === 0) return undefined
  const percent = Math.ceil(((Policy?.length ?? 0) * 100) / limits.sessionPolicyCharsMax)
  return { text: JSON.stringify(merged(documents)), percent }
}

function requireInline(text: string): JsonObject {
  const read = readPolicy(text)
  if (!('document' in read)) throw MalformedPolicyDocument('This policy contains invalid Json')
  if (validateIdentityPolicy(read.document).length > 0) {
    throw MalformedPolicyDocument('Syntax errors in policy.')
  }
  // UNLIKE AWS: it holds the limit against a packed form of policy and tags, which is secret.
  const percent = Math.ceil((text.length * 100) / limits.sessionPolicyCharsMax)
  if (percent > 100) {
    throw PackedPolicyTooLarge(
      `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
    )
  }
  return read.document.json
}

/** Of AWS's policies, or of the session's own account. */
function requireManaged(arn: string, account: AccountId, { directory }: StsScope): JsonObject {
  const isReachable = [account, 'aws'].some((owner) =>
    arn.startsWith(`arn:aws:iam::${owner}:policy/`),
  )
  const policy = isReachable ? directory.managedPolicy(arn) : undefined
  if (!policy) throw ValidationError(`${arn} is invalid`)
  return policy.policy.document.json
}

/** Policy variables count in the whole as soon as one of the documents is of 2012-10-17. */
function merged(documents: readonly JsonObject[]): JsonObject {
  const statements = documents.flatMap(({ Statement = [] }): readonly Json[] =>
    isJsonObject(Statement) ? [Statement] : (Statement as readonly Json[]),
  )
  const isNewer = documents.some(({ Version }) => Version === '2012-10-17')
  return { Version: isNewer ? '2012-10-17' : '2008-10-17', Statement: statements }
}
