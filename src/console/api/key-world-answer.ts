// The engine's world of one key as JSON. Policies stand in one list, for a thousand people carry
// the same ones, and the engine decides once for those who do.

import type { JsonObject } from '../../base/json.ts'
import type {
  Grant,
  NamedPolicy,
  WorldAccount,
  WorldIdentity,
  WorldUser,
} from '../../policy/index.ts'
import { reasonOf, type WhoCan } from '../../doctor/index.ts'

export interface KeyWorldAnswer {
  readonly key: string
  readonly account: string
  /** Null: neither readable nor known from an event, and with it nothing is. */
  readonly policy: PolicyAnswer | null
  readonly grants: readonly Grant[]
  readonly policies: readonly { readonly name: string; readonly json: JsonObject }[]
  readonly users: readonly IdentityAnswer[]
  readonly roles: readonly IdentityAnswer[]
  readonly groups: Readonly<Record<string, readonly number[]>>
  /** Of the account nobody and nothing is missing: silence means that no IAM policy allows. */
  readonly accountComplete: boolean
  /** Nor of the key: whoever is not found cannot. */
  readonly complete: boolean
  readonly unseen: readonly { readonly permission: string; readonly says: string }[]
}

export interface PolicyAnswer {
  /** Its principals bound as KMS binds them. */
  readonly json: JsonObject
  /** Null: the one in force; else the event that the last known one comes from. */
  readonly event: {
    readonly eventId: string
    readonly eventName: string
    readonly eventTime: string
  } | null
}

/** `policies`, `boundary`: places in the list. */
export interface IdentityAnswer {
  readonly arn: string
  readonly uniqueId?: string
  readonly policies: readonly number[]
  readonly boundary?: readonly number[]
  readonly tags?: Readonly<Record<string, string>>
  readonly groups?: readonly string[]
}

export function keyWorldAnswer({
  key,
  policy,
  world,
  account,
  complete,
  unseen,
}: WhoCan): KeyWorldAnswer {
  const list = new PolicyList()
  const own = world?.accounts.find(({ id }) => id === account.id) ?? account.world
  return {
    key: key.arn,
    account: account.id,
    policy: policy ? policyAnswer(policy) : null,
    grants: world?.key.grants ?? [],
    users: (own.users ?? []).map((user) => identityAnswer(user, list)),
    roles: (own.roles ?? []).map((role) => identityAnswer(role, list)),
    groups: groupsOf(own, list),
    policies: list.all(),
    accountComplete: account.complete,
    complete,
    unseen: unseen.map((one) => ({ permission: one.by, says: reasonOf(one) })),
  }
}

class PolicyList {
  readonly #places = new Map<NamedPolicy, number>()

  placesOf(policies: readonly NamedPolicy[]): readonly number[] {
    return policies.map((policy) => {
      const place = this.#places.get(policy) ?? this.#places.size
      this.#places.set(policy, place)
      return place
    })
  }

  all(): KeyWorldAnswer['policies'] {
    return [...this.#places.keys()].map(({ name, policy }) => ({
      name,
      json: policy.document.json,
    }))
  }
}

function policyAnswer({ policy, event }: NonNullable<WhoCan['policy']>): PolicyAnswer {
  const { json } = policy.policy.document
  if (!event) return { json, event: null }
  const { eventId, eventName, eventTime } = event
  return { json, event: { eventId, eventName, eventTime } }
}

function identityAnswer(
  { arn, uniqueId, policies, boundary, tags, groups }: WorldIdentity & Pick<WorldUser, 'groups'>,
  list: PolicyList,
): IdentityAnswer {
  return {
    arn,
    ...(uniqueId !== undefined && { uniqueId }),
    policies: list.placesOf(policies),
    ...(boundary && { boundary: list.placesOf(boundary) }),
    ...(tags && { tags }),
    ...(groups && { groups }),
  }
}

function groupsOf({ groups = {} }: WorldAccount, list: PolicyList): KeyWorldAnswer['groups'] {
  return Object.fromEntries(
    Object.entries(groups).map(([name, policies]) => [name, list.placesOf(policies)]),
  )
}
