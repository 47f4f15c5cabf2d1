// What the rules of an audit see of one key: the evidence, and what the engine makes of it.

import { parseArn } from '../../base/arn.ts'
import { parseAccountId } from '../../base/account-id.ts'
import {
  accessTo,
  accountNamedBy,
  keyActions,
  principalsOf,
  type Access,
  type CompiledStatement,
  type ConstrainedAccess,
} from '../../policy/index.ts'
import type { AccountEvidence } from '../evidence/account.ts'
import type { AccountKey, KeyGrant } from '../evidence/account/account-key.ts'
import { gotOf } from '../evidence/answer.ts'
import { named } from '../examine.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import type { AuditedPolicy } from './key-policy.ts'
import { keyWorldOf, outsideAccess, type KeyInAccount } from './key-world.ts'

export interface KeyFacts {
  readonly key: AccountKey
  readonly account: AccountEvidence
  readonly now: Date
  /** Undefined: nothing is known of the policy, nor of who may do what. */
  readonly known: KnownAccess | undefined
}

export interface KnownAccess {
  readonly policy: AuditedPolicy
  readonly administrators: readonly Access[]
  readonly readers: readonly Access[]
  /** Of other accounts, services, and everybody. */
  readonly outside: readonly ConstrainedAccess[]
  /** Statements that let the account's IAM policies count, for any action on this key. */
  readonly delegations: readonly CompiledStatement[]
  /** Grants without which their grantee could do nothing of what they grant. */
  readonly soleGrants: readonly KeyGrant[]
  /** IAM could tell all that counts under this policy: silence means nobody. */
  readonly complete: boolean
}

export function keyFactsOf(
  key: AccountKey,
  policy: AuditedPolicy | undefined,
  account: AccountEvidence,
  now: Date,
): KeyFacts {
  if (key.isAwsManaged || !policy) return { key, account, now, known: undefined }
  const inAccount = { arn: key.arn, policy: policy.policy, grants: [] }
  const grants = gotOf(key.grants) ?? []
  const found = accessTo([PUT_KEY_POLICY, GET_KEY_POLICY], keyWorldOf(inAccount, account))
  const ofAction = (wanted: string) =>
    found.filter(({ action }) => action === wanted).map(({ access }) => access)
  const delegations = delegationsIn(policy, key.arn)
  const known = {
    ...{ policy, delegations },
    administrators: ofAction(PUT_KEY_POLICY),
    readers: ofAction(GET_KEY_POLICY),
    outside: outsideOf({ ...inAccount, grants }, account),
    soleGrants: grants.filter((grant) => isSole(grant, inAccount, account)),
    complete: account.complete || (delegations.length === 0 && !namesEverybody(policy)),
  }
  return { key, account, now, known }
}

const namesEverybody = ({ policy }: AuditedPolicy): boolean =>
  principalsOf(policy.policy.document).some(({ value, negated, statement }) => {
    return statement.effect === 'Allow' && (negated || value === '*')
  })

const GET_KEY_POLICY = 'kms:GetKeyPolicy'

const everything = named('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

/** Most policies name nobody outside of their account, and then nobody needs to be asked about. */
function outsideOf(key: KeyInAccount, account: AccountEvidence): readonly ConstrainedAccess[] {
  const owner = parseArn(key.arn)?.account
  const isOutside = (name: string): boolean =>
    (accountNamedBy(name) ?? parseArn(name)?.account) !== owner
  const named = principalsOf(key.policy.policy.document)
  const mentions =
    named.some(({ value, negated }) => negated || isOutside(value)) ||
    key.grants.some(({ granteePrincipal }) => isOutside(granteePrincipal))
  return mentions ? outsideAccess(keyActions(), key, account, everything) : []
}

function delegationsIn({ policy }: AuditedPolicy, keyArn: string): readonly CompiledStatement[] {
  const owner = parseArn(keyArn)?.account
  return policy.policy.statements.filter(({ statement, meetsResource }) => {
    const { effect, principal } = statement
    if (effect !== 'Allow' || !principal || principal.negated) return false
    const names = principal.principals.some(({ value }) => accountNamedBy(value) === owner)
    return names && meetsResource?.(keyArn, new Map()) === true
  })
}

/**
 * Whether the grant alone lets its grantee do anything. What services make for their own work is
 * left out: they give grants because no policy names them.
 */
function isSole(grant: KeyGrant, key: KeyInAccount, account: AccountEvidence): boolean {
  const { granteePrincipal: grantee, toService, operations } = grant
  const parts = parseArn(grantee)
  if (toService || !parts || /^role\/aws-service-role\/|\/aws:/.test(parts.resource)) return false
  if (operations.length === 0) return false
  const id = parseAccountId(parts.account)
  const isOwn = id === account.id
  const own = isOwn ? [...account.principals.values()].filter(({ arn }) => arn === grantee) : []
  // Of nobody's own policies anything is known: the key policy may delegate to them.
  if (isOwn && (own.length === 0 || !account.complete)) return false
  const { world } = account
  const only = isOwn ? [{ ...world, users: own.filter(isUser), roles: own.filter(isRole) }] : []
  const actions = operations.map((operation) => `kms:${operation}`)
  const found = accessTo(actions, { ...keyWorldOf(key, account), accounts: only })
  return !found.some(({ access }) => isOf(parts.account, grantee, access.principal, isOwn))
}

const isUser = ({ kind }: { readonly kind: string }): boolean => kind === 'user'
const isRole = ({ kind }: { readonly kind: string }): boolean => kind === 'role'

/** Of another account anybody who is named will do: whom its IAM policies let is not known. */
function isOf(account: string, grantee: string, principal: string, isOwn: boolean): boolean {
  if (principal === '*') return true
  return isOwn ? principal === grantee : parseArn(principal)?.account === account
}
