import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '../../../base/account-id.ts'
import type { Region } from '../../../base/region.ts'
import { change } from '../../../store/store.ts'
import type { Row, StoreView } from '../../../store/store.ts'
import type { MultiRegionKeyType } from '../model.ts'
import type { KeyRow } from '../tables.ts'
import { keyRowId, keys } from '../tables.ts'
import { stateOf } from './key-state.ts'
import { alsoAtReplicas, settlingFrom } from './multi-region.ts'

function rowIn(region: string, multiRegionKeyType?: MultiRegionKeyType): Row<KeyRow> {
  const value: KeyRow = {
    account: '111122223333' as AccountId,
    region: region as Region,
    keyId: 'mrk-1234abcd12ab34cd56ef1234567890ab',
    createdAt: '2026-01-01T00:00:00.000Z',
    description: '',
    keySpec: 'SYMMETRIC_DEFAULT',
    keyUsage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    multiRegion: multiRegionKeyType !== undefined,
    ...(multiRegionKeyType && { multiRegionKeyType }),
    state: 'Enabled',
    tags: [],
    currentGeneration: 1,
    currentKeyMaterialId: '0'.repeat(64),
  }
  return { id: keyRowId(value), version: 1, value }
}

const primary = rowIn('us-east-1', 'PRIMARY')
const replicas = [rowIn('ap-south-1', 'REPLICA'), rowIn('eu-west-1', 'REPLICA')]

/** Of keys that are in no key store it is asked nothing. */
const NO_STORE = {} as StoreView

/** A store whose index answers with these rows. */
function changedAt(row: Row<KeyRow>, related: readonly Row<KeyRow>[]) {
  const store = { find: () => related } as unknown as StoreView
  const rotate = (one: Row<KeyRow>) => [
    change(keys, one.id, one, { ...one.value, currentGeneration: 2 }),
  ]
  return alsoAtReplicas(row, rotate, { store, now: new Date(0) })
}

test('a change of what is shared reaches every replica, and CloudTrail is told once', () => {
  const { changes, acts } = changedAt(primary, [primary, ...replicas])
  assert.deepEqual(
    changes.map(({ id }) => id),
    [primary, ...replicas].map(({ id }) => id),
  )
  assert.equal(acts.length, 1)
  assert.equal(acts[0]?.region, 'us-east-1')
})

test('a key without replicas changes alone, and nothing is shared', () => {
  const single = rowIn('us-east-1')
  for (const [row, related] of [
    [primary, [primary]],
    [single, []],
  ] as const) {
    const { changes, acts } = changedAt(row, related)
    assert.deepEqual(
      changes.map(({ id }) => id),
      [row.id],
    )
    assert.deepEqual(acts, [])
  }
})

test('what settles does so when its time has passed, and deletion does not wait for it', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  const multiRegionSettling = settlingFrom(now, 'Creating')
  const settling = { ...primary.value, multiRegionSettling }
  const end = new Date(multiRegionSettling.until)
  assert.equal(stateOf(settling, NO_STORE, now), 'Creating')
  assert.equal(stateOf(settling, NO_STORE, new Date(end.getTime() - 1)), 'Creating')
  assert.equal(stateOf(settling, NO_STORE, end), 'Enabled')
  assert.equal(stateOf({ ...settling, state: 'PendingDeletion' }, NO_STORE, now), 'PendingDeletion')
})
