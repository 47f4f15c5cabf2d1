// KMS keys as events tell of them, held against the keys that are there.

import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { parseArn } from '../../../base/arn.ts'
import { secondMs } from '../../../base/sizes.ts'
import { keyPolicies, keys } from '../../../services/kms/tables.ts'
import type { PlacedEvent } from '../../../store/store.ts'
import { isSamePolicy } from './same-policy.ts'
import { problem, type Problem } from './problem.ts'
import type { StoredRows } from './stored-rows.ts'

interface Told {
  readonly sequence: number
  readonly eventId: string
}

interface KeyTold {
  made?: Told
  deleted?: Told
  policy?: Told & { readonly text: string }
}

export class KeyStory {
  /** By the id of the key's row. */
  readonly #keys = new Map<string, KeyTold>()
  #oldestSeconds = Number.POSITIVE_INFINITY
  #leastSequence = Number.POSITIVE_INFINITY

  /** Events may come in any order. */
  see({ event, position }: PlacedEvent, record: JsonObject): void {
    this.#oldestSeconds = Math.min(this.#oldestSeconds, position.timeSeconds)
    this.#leastSequence = Math.min(this.#leastSequence, position.sequence)
    if (record['eventSource'] !== 'kms.amazonaws.com' || 'errorCode' in record) return
    const told = { sequence: position.sequence, eventId: event.eventId }
    switch (record['eventName']) {
      case 'CreateKey':
        return this.#note('made', member(record, 'responseElements', 'keyMetadata', 'arn'), told)
      case 'DeleteKey':
        return this.#note('deleted', firstResource(record), told)
      case 'PutKeyPolicy': {
        const text = member(record, 'requestParameters', 'policy')
        if (typeof text !== 'string') return undefined
        return this.#note('policy', member(record, 'responseElements', 'keyId'), { ...told, text })
      }
      default:
        return undefined
    }
  }

  /** `forgotten`: events up to this number were forgotten, and all the keys of their time. */
  *check(rows: StoredRows, forgotten: number): Generator<Problem, undefined> {
    const fromSeconds = this.#historyFrom(forgotten)
    for (const { id, value } of rows.all(keys)) {
      const told = this.#keys.get(id) ?? {}
      const madeSeconds = Math.floor(Date.parse(value.createdAt) / secondMs)
      if (!told.made && madeSeconds >= fromSeconds && value.managedFor === undefined) {
        yield problem('key/no-event', { key: id })
      }
      if (isLater(told.deleted, told.made)) yield problem('key/deleted', { key: id })
      const policy = rows.get(keyPolicies, id)
      if (!policy || !told.policy || isLater(told.made, told.policy)) continue
      if (isSamePolicy(told.policy.text, policy.boundDocument)) continue
      yield problem('key/other-policy', { key: id, event: told.policy.eventId })
    }
    for (const [id, { made, deleted }] of this.#keys) {
      const isGone = !rows.has(keys as never, id)
      if (isGone && made && !isLater(deleted, made)) yield problem('key/lost', { key: id })
    }
    return undefined
  }

  /** Days that were dropped tell nothing any longer, nor does the second in which they ended. */
  #historyFrom(forgotten: number): number {
    const isWhole = this.#leastSequence === forgotten + 1
    return isWhole ? this.#oldestSeconds : this.#oldestSeconds + 1
  }

  #note<What extends keyof KeyTold>(what: What, arn: unknown, told: KeyTold[What] & Told): void {
    const id = typeof arn === 'string' ? rowIdOf(arn) : undefined
    if (id === undefined) return
    const known = this.#keys.get(id) ?? {}
    if (!isLater(known[what], told)) this.#keys.set(id, { ...known, [what]: told })
  }
}

const isLater = (one: Told | undefined, other: Told | undefined): boolean =>
  one !== undefined && one.sequence > (other?.sequence ?? 0)

function rowIdOf(arn: string): string | undefined {
  const parts = parseArn(arn)
  const [kind, keyId] = parts?.resource.split('/') ?? []
  return parts && kind === 'key' ? `${parts.account}/${parts.region}/${keyId}` : undefined
}

function member(record: JsonObject, ...path: readonly string[]): unknown {
  let value: unknown = record
  for (const name of path) value = isJsonObject(value) ? value[name] : undefined
  return value
}

function firstResource({ resources }: JsonObject): unknown {
  const [first] = Array.isArray(resources) ? (resources as readonly unknown[]) : []
  return isJsonObject(first) ? first['ARN'] : undefined
}
