// What the server may know of KMS: what falls due there.

import type { World } from '../../base/world.ts'
import { serviceEvent } from '../../audit/service-event.ts'
import { change } from '../../store/store.ts'
import type { Change, Entry, Row, StoreView, Table } from '../../store/store.ts'
import { model } from './model.ts'
import { everyRow } from './paging.ts'
import { keyArn } from './resources/key-id.ts'
import type { KeyRow } from './tables.ts'
import {
  aliases,
  grantCounts,
  grants,
  keyMaterials,
  keyPolicies,
  keys,
  PENDING_DELETION,
} from './tables.ts'

/**
 * The keys whose pending window has passed, each as the entry that takes it away whole and tells
 * CloudTrail. An entry rests on what is there when it is taken: append it before the next.
 */
export function* dueKeyDeletions(store: StoreView, world: World): Generator<Entry, undefined> {
  const pending = everyRow((request) => store.find(keys, 'deletion', PENDING_DELETION, request))
  for (const { id } of [...pending]) {
    // Somebody may have cancelled it while an earlier one was written.
    const key = store.get(keys, id)
    if (key && isDue(key.value, world.now())) yield deletion(key, store, world)
  }
  return undefined
}

const isDue = ({ deletionDate }: KeyRow, now: Date): boolean =>
  deletionDate !== undefined && deletionDate <= now.toISOString()

function deletion(key: Row<KeyRow>, store: StoreView, world: World): Entry {
  const { account, region, keyId } = key.value
  const below = `${key.id}/`
  const aliasRows = everyRow((request) => store.find(aliases, 'target', key.id, request))
  return {
    changes: [
      change(keys, key.id, key, undefined),
      ...removed(keyPolicies, [store.get(keyPolicies, key.id)]),
      ...removed(keyMaterials, rowsBelow(keyMaterials, below, store)),
      ...removed(aliases, aliasRows),
      ...removed(grants, rowsBelow(grants, below, store)),
      ...removed(grantCounts, [store.get(grantCounts, key.id)]),
    ],
    events: [
      serviceEvent(
        {
          eventSource: model.eventSource,
          eventName: 'DeleteKey',
          account,
          region,
          now: world.now(),
          resources: [{ arn: keyArn(key.value), account, type: 'AWS::KMS::Key' }],
          serviceEventDetails: { keyId },
        },
        world,
      ),
    ],
  }
}

const rowsBelow = <Value>(table: Table<Value>, prefix: string, store: StoreView) =>
  everyRow((request) => store.page(table, { ...request, prefix }))

const removed = <Value>(
  table: Table<Value>,
  rows: Iterable<Row<Value> | undefined>,
): readonly Change[] =>
  [...rows].flatMap((row) => (row ? [change(table, row.id, row, undefined)] : []))
