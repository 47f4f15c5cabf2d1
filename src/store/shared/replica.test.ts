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
