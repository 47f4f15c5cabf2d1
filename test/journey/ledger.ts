// What the events tell against what the stack holds: every effect has its event, every event its
// effect, each once.

import assert from 'node:assert/strict'
import { paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { paginateListUsers } from '@aws-sdk/client-iam'
import {
  DecryptCommand,
  GetKeyPolicyCommand,
  paginateListAliases,
  paginateListKeys,
} from '@aws-sdk/client-kms'
import type { Clients } from './clients.ts'
import type { Acknowledged } from './load.ts'

interface RecordedEvent {
  readonly eventID: string
  readonly requestID: string
  readonly eventName: string
  readonly errorCode?: string
  readonly requestParameters: Readonly<Record<string, string>> | null
  readonly responseElements: { readonly keyMetadata?: { readonly keyId: string } } | null
}

/** What the events say there must be, from the first to the last. */
interface Told {
  readonly users: Set<string>
  readonly keys: Set<string>
  readonly aliases: Set<string>
  /** By key, the policy that it was last given. */
  readonly policies: Map<string, string>
}

/** From a start of the stack to its end. */
export interface Life {
  readonly began: Date
  readonly acknowledged: Acknowledged
}

export class Ledger {
  readonly #seen = new Map<string, RecordedEvent>()
  readonly #told: Told = {
    users: new Set(),
    keys: new Set(),
    aliases: new Set(),
    policies: new Map(),
  }

  /** Takes in the events of the last life and holds them against the stack. */
  async check(clients: Clients, { began, acknowledged }: Life): Promise<void> {
    const { requestIds, ciphertexts } = acknowledged
    const fresh = await this.#freshEvents(clients, began)
    for (const event of fresh.toReversed()) apply(event, this.#told)
    const ids = [...this.#seen.values()].map(({ requestID }) => requestID)
    const known = new Set(ids)
    assert.equal(known.size, ids.length, 'two events of one request')
    assert.deepEqual(missing(requestIds, known), [], 'acknowledged and without an event')
    await requireEffects(clients, this.#told)
    const touched = new Set(fresh.map((event) => event.requestParameters?.['keyId'] ?? ''))
    for (const [KeyId, policy] of this.#told.policies) {
      if (!touched.has(KeyId)) continue
      const { Policy = '' } = await clients.kms.send(new GetKeyPolicyCommand({ KeyId }))
      assert.deepEqual(JSON.parse(Policy), JSON.parse(policy), `the policy of ${KeyId}`)
    }
    for (const { blob, plaintext } of ciphertexts) {
      const { Plaintext } = await clients.kms.send(new DecryptCommand({ CiphertextBlob: blob }))
      assert.equal(Buffer.from(Plaintext ?? []).toString(), plaintext)
    }
  }

  /** Every event that was ever seen is still there, and once. */
  async checkHistory({ trail: client }: Clients): Promise<void> {
    const ids: string[] = []
    for await (const { Events = [] } of paginateLookupEvents({ client }, {})) {
      ids.push(...Events.map(({ EventId = '' }) => EventId))
    }
    const present = new Set(ids)
    assert.equal(present.size, ids.length, 'an event is there twice')
    assert.deepEqual(missing([...this.#seen.keys()], present), [], 'events are gone')
  }

  /** Newest first. */
  async #freshEvents({ trail: client }: Clients, StartTime: Date): Promise<RecordedEvent[]> {
    const fresh: RecordedEvent[] = []
    const inPage = new Set<string>()
    for await (const { Events = [] } of paginateLookupEvents({ client }, { StartTime })) {
      for (const { CloudTrailEvent = '{}' } of Events) {
        const event = JSON.parse(CloudTrailEvent) as RecordedEvent
        assert.ok(!inPage.has(event.eventID), `event ${event.eventID} is there twice`)
        inPage.add(event.eventID)
        if (this.#seen.has(event.eventID)) continue
        this.#seen.set(event.eventID, event)
        fresh.push(event)
      }
    }
    return fresh
  }
}

const missing = (wanted: readonly string[], there: ReadonlySet<string>): readonly string[] =>
  wanted.filter((id) => !there.has(id))

function apply(
  { eventName, errorCode, requestParameters, responseElements }: RecordedEvent,
  told: Told,
) {
  if (errorCode !== undefined) return
  const given = (name: string): string => requestParameters?.[name] ?? ''
  if (eventName === 'CreateUser') told.users.add(given('userName'))
  if (eventName === 'CreateKey') told.keys.add(responseElements?.keyMetadata?.keyId ?? '')
  if (eventName === 'CreateAlias') told.aliases.add(given('aliasName'))
  if (eventName === 'DeleteAlias') told.aliases.delete(given('aliasName'))
  if (eventName === 'PutKeyPolicy') told.policies.set(given('keyId'), given('policy'))
}

async function requireEffects({ kms, iam }: Clients, { users, keys, aliases }: Told) {
  const held = { users: [] as string[], keys: [] as string[], aliases: [] as string[] }
  for await (const { Users = [] } of paginateListUsers({ client: iam }, { MaxItems: 1000 })) {
    held.users.push(...Users.map(({ UserName = '' }) => UserName))
  }
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, { Limit: 1000 })) {
    held.keys.push(...Keys.map(({ KeyId = '' }) => KeyId))
  }
  for await (const { Aliases = [] } of paginateListAliases({ client: kms }, { Limit: 100 })) {
    const ours = Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined)
    held.aliases.push(...ours.map(({ AliasName = '' }) => AliasName))
  }
  const told = { users: [...users], keys: [...keys], aliases: [...aliases] }
  for (const kind of ['users', 'keys', 'aliases'] as const) {
    assert.deepEqual(held[kind].toSorted(), told[kind].toSorted(), `${kind}, and their events`)
  }
}
