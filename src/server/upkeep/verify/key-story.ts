// KMS keys as events tell of them, held against the keys that are there.

import type { JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { parseArn } from '../../../base/arn.ts'
import { secondMs } from '../../../base/sizes.ts'
import { keyPolicies, keys } from '../../../services/kms/tables.ts'
import type { FiledEvent } from './event-places.ts'
import { isSamePolicy } from './same-policy.ts'
import { problem, type Problem } from './problem.ts'
import type { StoredRows } from './stored-rows.ts'

/** The numbers of the last events that tell of a key; 0: there is none. Small: of every key. */
interface KeyTold {
  /** Of the key's row. */
  readonly id: string
  made: number
  deleted: number
  policy: number
  /** The event of that policy, where the one that is kept says something else. */
  otherPolicy: string | undefined
}

export class KeyStory {
  /** By the id of the key's row. */
  readonly #keys = new Map<string, KeyTold>()
  readonly #rows: StoredRows
  #oldestSeconds = Number.POSITIVE_INFINITY
  #leastSequence = Number.POSITIVE_INFINITY

  constructor(rows: StoredRows) {
    this.#rows = rows
  }

  /** Events may come in any order. */
  see({ position, eventId }: FiledEvent, record: JsonObject): void {
    this.#oldestSeconds = Math.min(this.#oldestSeconds, position.timeSeconds)
    this.#leastSequence = Math.min(this.#leastSequence, position.sequence)
    if (record['eventSource'] !== 'kms.amazonaws.com' || 'errorCode' in record) return
    const { sequence } = position
    switch (record['eventName']) {
      case 'CreateKey': {
        const told = this.#toldOf(member(record, 'responseElements', 'keyMetadata', 'arn'))
        if (told) told.made = Math.max(told.made, sequence)
        return
      }
      case 'DeleteKey': {
        const told = this.#toldOf(firstResource(record))
        if (told) told.deleted = Math.max(told.deleted, sequence)
        return
      }
      case 'PutKeyPolicy': {
        const text = member(record, 'requestParameters', 'policy')
        const told = this.#toldOf(member(record, 'responseElements', 'keyId'))
        if (!told || typeof text !== 'string' || told.policy > sequence) return
        told.policy = sequence
        told.otherPolicy = this.#isKept(told.id, text) ? undefined : eventId
        return
      }
      default:
    }
  }

  /** `forgotten`: events up to this number were forgotten, and all the keys of their time. */
  *check(forgotten: number): Generator<Problem, undefined> {
    const fromSeconds = this.#historyFrom(forgotten)
    for (const { id, value } of this.#rows.all(keys)) {
      const told = this.#keys.get(id) ?? nothingTold(id)
      const madeSeconds = Math.floor(Date.parse(value.createdAt) / secondMs)
      if (told.made === 0 && madeSeconds >= fromSeconds && value.managedFor === undefined) {
        yield problem('key/no-event', { key: id })
      }
      if (told.deleted > told.made) yield problem('key/deleted', { key: id })
      if (told.otherPolicy === undefined || told.made > told.policy) continue
      yield problem('key/other-policy', { key: id, event: told.otherPolicy })
    }
    for (const { id, made, deleted } of this.#keys.values()) {
      if (made > deleted && !this.#rows.has(keys as never, id)) {
        yield problem('key/lost', { key: id })
      }
    }
    return undefined
  }

  /** Days that were dropped tell nothing any longer, nor does the second in which they ended. */
  #historyFrom(forgotten: number): number {
    const isWhole = this.#leastSequence === forgotten + 1
    return isWhole ? this.#oldestSeconds : this.#oldestSeconds + 1
  }

  /** Undefined: this is no key's ARN. */
  #toldOf(arn: unknown): KeyTold | undefined {
    const id = rowIdOf(arn)
    if (id === undefined) return undefined
    const told = this.#keys.get(id) ?? nothingTold(id)
    this.#keys.set(id, told)
    return told
  }

  /** Held against the key's row at once: the texts of all keys would be a lot to keep. */
  #isKept(id: string, policy: string): boolean {
    const kept = this.#rows.get(keyPolicies, id)
    return !kept || isSamePolicy(policy, kept.boundDocument)
  }
}

const nothingTold = (id: string): KeyTold => ({
  ...{ id, made: 0, deleted: 0, policy: 0 },
  otherPolicy: undefined,
})

function rowIdOf(arn: unknown): string | undefined {
  const parts = typeof arn === 'string' ? parseArn(arn) : undefined
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
