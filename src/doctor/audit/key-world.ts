// One key in its account, as the engine takes it.

import { parseArn } from '../../base/arn.ts'
import { parseAccountId } from '../../base/account-id.ts'
import {
  accessTo,
  principalsOf,
  type AccessWorld,
  type ConstrainedAccess,
  type Grant,
  type NamedPolicy,
  type WorldAccount,
  type WorldContext,
  type WorldIdentity,
} from '../../policy/index.ts'
import type { AccountEvidence } from '../evidence/account.ts'
import { principalBehind } from './key-policy.ts'

export interface KeyInAccount {
  readonly arn: string
  readonly policy: NamedPolicy
  readonly grants: readonly Grant[]
}

const NOTHING_KNOWN: WorldContext = {}

export function keyWorldOf(
  { arn, policy, grants }: KeyInAccount,
  account: AccountEvidence,
  context: WorldContext = NOTHING_KNOWN,
): AccessWorld {
  const owner = parseAccountId(parseArn(arn)?.account ?? '') ?? account.id
  return {
    key: { arn, account: owner, policy, grants, ...guardedBy(account, owner) },
    accounts: [withNamed(policy, account)],
    context,
  }
}

/** The RCPs that are known are those over the account's own keys. */
const guardedBy = ({ id, guardrails }: AccountEvidence, owner: string) =>
  id === owner ? { resourceControl: guardrails.resourceControl } : {}

/**
 * With those whom the key policy names and IAM does not list: sessions, which have their role's
 * policies, and where IAM does not tell who there is, users and roles of whose own policies
 * nothing is known.
 */
function withNamed(policy: NamedPolicy, account: AccountEvidence): WorldAccount {
  const { world } = account
  const extra = new Map<string, WorldIdentity>()
  for (const { type, value, negated } of principalsOf(policy.policy.document)) {
    const isOwn = type === 'AWS' && parseArn(value)?.account === account.id
    const identity = isOwn && !negated ? unlisted(value, account) : undefined
    if (identity) extra.set(value, identity)
  }
  return extra.size === 0 ? world : { ...world, roles: [...(world.roles ?? []), ...extra.values()] }
}

function unlisted(arn: string, account: AccountEvidence): WorldIdentity | undefined {
  const isSession = arn.includes(':assumed-role/')
  const behind = principalBehind(arn, account)
  if (behind) {
    if (!isSession) return undefined
    const { policies, boundary, tags, uniqueId } = behind
    return {
      ...{ arn, policies },
      ...(boundary === undefined ? {} : { boundary }),
      ...(tags === undefined ? {} : { tags }),
      ...(uniqueId === undefined ? {} : { uniqueId }),
    }
  }
  const isListed = isSession || /:(user|role)\//.test(arn)
  return (isListed && account.everybody) || arn.endsWith(':root')
    ? undefined
    : { arn, policies: [] }
}

/** An account that no policy can know: whoever it may be, it is let in as everybody is. */
const STRANGER = '000000000000'
export const STRANGER_ARN = `arn:aws:iam::${STRANGER}:user/anybody`

/** Everybody outside of the owner's account, any AWS account whatever among them. */
export function outsideAccess(
  actions: readonly string[],
  { arn, policy, grants }: KeyInAccount,
  account: AccountEvidence,
  everything: NamedPolicy,
): readonly ConstrainedAccess[] {
  const owner = parseAccountId(parseArn(arn)?.account ?? '')
  const stranger = parseAccountId(STRANGER)
  if (!owner || !stranger) return []
  const world: AccessWorld = {
    key: { arn, account: owner, policy, grants, ...guardedBy(account, owner) },
    accounts: [
      { id: owner },
      { id: stranger, users: [{ arn: STRANGER_ARN, policies: [everything], tags: {} }] },
    ],
  }
  return accessTo(actions, world).filter(({ access: { principal } }) => {
    return principal === STRANGER_ARN || !(isOf(owner, principal) || isOf(stranger, principal))
  })
}

const isOf = (account: string, principal: string): boolean =>
  parseArn(principal)?.account === account
