// What the server and other services may know of KMS: what falls due there, and facts of a key.

import type { AccountId } from '../../base/account-id.ts'
import { parseAccountId } from '../../base/account-id.ts'
import type { Arn } from '../../base/arn.ts'
import { parseArn } from '../../base/arn.ts'
import type { Region } from '../../base/region.ts'
import { parseRegion } from '../../base/region.ts'
import { dayMs } from '../../base/sizes.ts'
import type { World } from '../../base/world.ts'
import { serviceEvent } from '../../audit/service-event.ts'
import type { ResourcePolicy } from '../../policy/index.ts'
import { change } from '../../store/store.ts'
import type { Change, Entry, PageRequest, Row, StoreView, Table } from '../../store/store.ts'
import type { KeyState } from './model.ts'
import { everyRow, everyRowInTurns } from './paging.ts'
import { keyPolicyInForce } from './policies/in-force.ts'
import { keyAct } from './resources/key-act.ts'
import { keyArn } from './resources/key-id.ts'
import { stateOf } from './resources/key-state.ts'
import { relatedRows } from './resources/multi-region.ts'
import type { KeyRow } from './tables.ts'
import {
  aliases,
  aliasRowId,
  grantCounts,
  grants,
  keyMaterials,
  keyPolicies,
  keyRowId,
  keys,
  keyUsages,
  PENDING_DELETION,
} from './tables.ts'

export type { KeyStoreConnector } from './xks/proxy.ts'
export { connectingKeyStores, connectKeyStore } from './xks/connect.ts'
export type { XksOptions } from './xks/https-proxies.ts'
export { httpsProxies } from './xks/https-proxies.ts'
export { dueRotations, expiredKeyMaterials } from './resources/due-materials.ts'

/** A key as a service knows it that is to use it in somebody's name. */
export interface KeyFacts {
  readonly arn: Arn
  readonly account: AccountId
  readonly region: Region
  readonly state: KeyState
  readonly policy: ResourcePolicy
}

/** By the ARN of the key or of an alias; undefined: there is none. */
export function keyFacts(store: StoreView, arn: string, now: Date): KeyFacts | undefined {
  const parts = parseArn(arn)
  const account = parts && parseAccountId(parts.account)
  const region = parts && parseRegion(parts.region)
  if (parts?.service !== 'kms' || !account || !region) return undefined
  const keyId = keyIdNamed(store, { account, region }, parts.resource)
  const id = keyId === undefined ? undefined : keyRowId({ account, region, keyId })
  const key = id === undefined ? undefined : store.get(keys, id)
  const policy = key && store.get(keyPolicies, key.id)
  if (!policy) return undefined
  return {
    arn: keyArn(key.value),
    account,
    region,
    state: stateOf(key.value, store, now),
    policy: keyPolicyInForce(policy.value),
  }
}

function keyIdNamed(
  store: StoreView,
  place: Pick<KeyRow, 'account' | 'region'>,
  resource: string,
): string | undefined {
  if (resource.startsWith('key/')) return resource.slice('key/'.length)
  return store.get(aliases, aliasRowId({ ...place, name: resource }))?.value.targetKeyId
}

/**
 * The keys whose pending window has passed, each as the entry that takes it away whole and tells
 * CloudTrail. An entry rests on what is there when it is taken: append it before the next.
 */
export async function* dueKeyDeletions(
  store: StoreView,
  world: World,
): AsyncGenerator<Entry, undefined> {
  const read = (request: PageRequest) => store.find(keys, 'deletion', PENDING_DELETION, request)
  for await (const { id } of everyRowInTurns(read)) {
    // Somebody may have cancelled it while an earlier one was written.
    const key = store.get(keys, id)
    if (key && isDue(key.value, world.now())) yield deletion(key, store, world)
  }
  return undefined
}

const isDue = ({ deletionDate }: KeyRow, now: Date): boolean =>
  deletionDate !== undefined && deletionDate <= now.toISOString()

function deletion(key: Row<KeyRow>, store: StoreView, world: World): Entry {
  const below = `${key.id}/`
  const aliasRows = everyRow((request) => store.find(aliases, 'target', key.id, request))
  return {
    changes: [
      change(keys, key.id, key, undefined),
      ...primaryLeftAlone(key, store, world),
      ...removed(keyPolicies, [store.get(keyPolicies, key.id)]),
      ...removed(keyMaterials, rowsBelow(keyMaterials, below, store)),
      ...removed(aliases, aliasRows),
      ...removed(grants, rowsBelow(grants, below, store)),
      ...removed(grantCounts, [store.get(grantCounts, key.id)]),
      ...removed(keyUsages, [store.get(keyUsages, key.id)]),
    ],
    events: [serviceEvent(keyAct('DeleteKey', key.value, world.now()), world)],
  }
}

/** The window of a primary key that has waited for this replica, its last one, begins now. */
function primaryLeftAlone(replica: Row<KeyRow>, store: StoreView, world: World): readonly Change[] {
  const [other, ...more] = relatedRows(store, replica.value).filter(({ id }) => id !== replica.id)
  if (!other || more.length > 0) return []
  const { multiRegionPendingWindowInDays: days, ...primary } = other.value
  if (days === undefined) return []
  const deletionDate = new Date(world.now().getTime() + days * dayMs).toISOString()
  const state: KeyState = 'PendingDeletion'
  return [change(keys, other.id, other, { ...primary, state, deletionDate })]
}

const rowsBelow = <Value>(table: Table<Value>, prefix: string, store: StoreView) =>
  everyRow((request) => store.page(table, { ...request, prefix }))

const removed = <Value>(
  table: Table<Value>,
  rows: Iterable<Row<Value> | undefined>,
): readonly Change[] =>
  [...rows].flatMap((row) => (row ? [change(table, row.id, row, undefined)] : []))
