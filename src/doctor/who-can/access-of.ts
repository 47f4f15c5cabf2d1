// What one user or role may do with a key, in the groups of actions that people think in.

import type { AccountEvidence } from '../evidence/account.ts'
import type { AccountKey } from '../evidence/account/account-key.ts'
import { gotOf, isGot } from '../evidence/answer.ts'
import { accessTo, type ConstrainedAccess } from '../../policy/index.ts'
import { keyWorldOf } from '../audit/key-world.ts'
import { doctorFailure } from '../failure.ts'
import { actionsAsked } from './actions-asked.ts'
import type { Inventory } from './inventory.ts'

export const ACCESS_GROUPS = ['readPolicy', 'changePolicy', 'use', 'grant'] as const
export type AccessGroup = (typeof ACCESS_GROUPS)[number]

const ASKED: Readonly<Record<AccessGroup, string>> = {
  readPolicy: 'read-policy',
  changePolicy: 'change-policy',
  use: 'use',
  grant: 'kms:CreateGrant',
}

export interface KeyAccess {
  readonly key: AccountKey
  /** Undefined: no policy of the key is known, and with it nothing. */
  readonly source: 'current' | 'rebuilt' | undefined
  /** All that counts could be seen: what is not allowed here is denied. */
  readonly complete: boolean
  readonly groups: Readonly<Record<AccessGroup, GroupAccess>>
}

export interface GroupAccess {
  /** Those that the key can be used for. */
  readonly actions: readonly string[]
  readonly allowed: readonly ConstrainedAccess[]
}

/** Answers for one key after the other; `principal` is the ARN of a user or role. */
export function accessOf(
  principal: string,
  { account, policies }: Inventory,
): (key: AccountKey) => KeyAccess {
  const alone = withNobodyBut(principal, account)
  return (key) => {
    const policy = policies.of(key)
    const grants = gotOf(key.grants) ?? []
    const known = policy && keyWorldOf({ arn: key.arn, policy: policy.policy, grants }, alone)
    const ofGroup = (group: AccessGroup): GroupAccess => {
      const actions = actionsOf(group, key)
      const found = known ? accessTo(actions, known) : []
      return { actions, allowed: found.filter(({ access }) => access.principal === principal) }
    }
    return {
      key,
      source: policy?.source,
      complete: account.complete && policy?.source === 'current' && isGot(key.grants),
      groups: {
        readPolicy: ofGroup('readPolicy'),
        changePolicy: ofGroup('changePolicy'),
        use: ofGroup('use'),
        grant: ofGroup('grant'),
      },
    }
  }
}

/** The others are not asked about: a thousand roles would be decided for one. */
function withNobodyBut(principal: string, account: AccountEvidence): AccountEvidence {
  const one = account.principals.get(principal)
  if (one === undefined) {
    throw doctorFailure('principalNotShown', { principal })
  }
  const users = one.kind === 'user' ? [one] : []
  const roles = one.kind === 'role' ? [one] : []
  return { ...account, world: { ...account.world, users, roles } }
}

function actionsOf(group: AccessGroup, key: AccountKey): readonly string[] {
  const actions = actionsAsked(ASKED[group])
  if (group !== 'use') return actions
  const fits = usesOf(gotOf(key.metadata)?.spec)
  return actions.filter((action) => fits.test(action))
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html */
function usesOf(spec: string | undefined): RegExp {
  if (spec === undefined || spec === '') return /./
  if (spec === 'SYMMETRIC_DEFAULT') return /:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/
  if (spec.startsWith('HMAC_')) return /Mac$/
  if (spec.startsWith('ML_KEM_')) return /capsulate$/
  return /:(Encrypt|Decrypt|ReEncrypt|Sign|Verify$|DeriveSharedSecret)/
}
