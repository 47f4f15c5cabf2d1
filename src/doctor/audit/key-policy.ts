// The key policy that an audit reasons with: the one in force, or the last one known, its names
// bound as KMS binds them.

import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { secondMs } from '../../base/sizes.ts'
import type { NamedPolicy } from '../../policy/index.ts'
import type { AccountEvidence } from '../evidence/account.ts'
import type { AccountKey } from '../evidence/account/account-key.ts'
import type { AccountPrincipal } from '../evidence/account/account-principals.ts'
import { gotOf } from '../evidence/answer.ts'
import { entityNameOf } from '../evidence/entity.ts'
import type { NamedPrincipal } from '../evidence/named-principals.ts'
import type { PolicyEvent } from '../evidence/policy-event.ts'
import { named as compiled } from '../examine.ts'
import { isUniqueId, principalsNamedIn } from '../principals.ts'
import { bindPrincipals, isGone } from '../rebuild.ts'

export interface AuditedPolicy {
  readonly source: 'current' | 'rebuilt'
  /** Of a rebuilt policy. */
  readonly event: PolicyEvent | undefined
  /** As it was read, or put. */
  readonly json: JsonObject
  readonly policy: NamedPolicy
  /** Principals that it names and that are gone, as it names them. */
  readonly gone: readonly string[]
}

/** Compiles each text once: keys by the hundred have one policy. */
export class KeyPolicies {
  readonly #known = new Map<string, AuditedPolicy>()
  readonly #account: AccountEvidence

  constructor(account: AccountEvidence) {
    this.#account = account
  }

  /** Undefined: neither readable nor known from an event. */
  of({ policy, lastKnown }: AccountKey): AuditedPolicy | undefined {
    const text = gotOf(policy)
    if (text === undefined) return lastKnown && this.#read(lastKnown.text, lastKnown.event)
    const known = this.#known.get(text) ?? this.#read(text, undefined)
    if (known) this.#known.set(text, known)
    return known
  }

  #read(text: string, event: PolicyEvent | undefined): AuditedPolicy | undefined {
    const json = parseJson(text)
    if (!isJsonObject(json)) return undefined
    const named = principalsNamedIn(json).map((value) => this.#fateOf(value, event?.eventTime))
    return {
      source: event ? 'rebuilt' : 'current',
      event,
      json,
      policy: compiled('key policy', bindPrincipals(json, named)),
      gone: named.filter(({ fate }) => isGone(fate)).map(({ value }) => value),
    }
  }

  /** KMS shows the ARN of every principal that exists, so a current policy's ARNs are right. */
  #fateOf(value: string, putAt: string | undefined): NamedPrincipal {
    if (isUniqueId(value)) return { value, fate: 'gone', entity: undefined }
    const isOwn = parseArn(value)?.account === this.#account.id
    if (putAt === undefined || !isOwn || entityNameOf(value) === undefined) {
      return { value, fate: 'unknown', entity: undefined }
    }
    const found = principalBehind(value, this.#account)
    if (!found)
      return { value, fate: this.#account.everybody ? 'gone' : 'unknown', entity: undefined }
    return { value, fate: isNewer(found, putAt) ? 'recreated' : 'exists', entity: undefined }
  }
}

/** The user or role of an ARN; the role of a session's. */
export function principalBehind(
  arn: string,
  { principals }: Pick<AccountEvidence, 'principals'>,
): AccountPrincipal | undefined {
  const found = principals.get(arn)
  if (found || !arn.includes(':assumed-role/')) return found
  const name = entityNameOf(arn)?.name
  return [...principals.values()].find((one) => one.kind === 'role' && one.name === name)
}

/** Events are told to the second: one made within the second of the event counts as older. */
function isNewer({ createdAt }: AccountPrincipal, putAt: string): boolean {
  if (createdAt === undefined) return false
  return Math.floor(createdAt.getTime() / secondMs) * secondMs > Date.parse(putAt)
}
