import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Replica } from './replica.ts'
import type { LogReading, RowState } from './shared-log.ts'

const state = (id: string, position: number, key: string): RowState => ({
  ...{ table: 'things', id, version: position, text: `"${key}"`, position },
  keys: [['kind', key]],
})

const reading = (position: number, states: readonly RowState[]): LogReading => ({
  head: { position, sequence: 0, version: position },
  isWhole: true,
  rows: (async function* () {
    yield states
    return undefined
  })(),
})

const found = (replica: Replica, key: string): readonly unknown[] =>
  replica.database
    .prepare('SELECT id FROM row_index WHERE key = ? ORDER BY id')
    .all(key)
    .map(({ id }) => id)

test('a whole reading takes the place of all but what is newer than its moment', async () => {
  const replica = new Replica()
  replica.take([state('gone', 1, 'old'), state('changed', 2, 'old'), state('deleted', 2, 'old')])
  // Own changes, settled while the reading was under way.
  replica.take([state('changed', 6, 'new'), state('made', 6, 'new')])
  replica.take([{ ...state('deleted', 6, 'old'), text: undefined, keys: [] }])
  await replica.takeWhole(
    reading(5, [state('changed', 2, 'old'), state('deleted', 2, 'old'), state('other', 5, 'old')]),
  )
  assert.deepEqual(found(replica, 'new'), ['changed', 'made'])
  assert.deepEqual(found(replica, 'old'), ['other'])
  replica.close()
})

test('what was emptied is not brought back by a reading that was under way', async () => {
  const replica = new Replica()
  replica.take([state('old', 3, 'old')])
  replica.emptyAllExcept(['settings'], 7)
  replica.take([state('new', 8, 'new')])
  replica.take([state('old', 3, 'old')])
  await replica.takeWhole(reading(6, [state('old', 3, 'old'), state('older', 2, 'old')]))
  assert.deepEqual(found(replica, 'old'), [])
  assert.deepEqual(found(replica, 'new'), ['new'])
  replica.take([{ ...state('kept', 3, 'kept'), table: 'settings' }])
  assert.deepEqual(found(replica, 'kept'), ['kept'])
  replica.close()
})
