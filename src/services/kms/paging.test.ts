import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageRequest } from '../../store/store.ts'
import { limits } from './limits.ts'
import { everyRowInTurns } from './paging.ts'

const PIECES = 3

test('others have a turn between two pieces of all rows, and every row comes once', async () => {
  const ids = Array.from({ length: PIECES * limits.rowsPerRead + 1 }, (_, index) =>
    String(index).padStart(6, '0'),
  )
  let turns = 0
  const turnsAtRead: number[] = []
  const read = ({ after = '', limit }: PageRequest) => {
    turnsAtRead.push(turns)
    setImmediate(() => (turns += 1))
    const behind = ids.filter((id) => id > after).slice(0, limit)
    return behind.map((id) => ({ id, version: 1, value: id }))
  }
  const found: string[] = []
  for await (const { id } of everyRowInTurns(read)) found.push(id)
  assert.deepEqual(found, ids)
  assert.deepEqual(turnsAtRead, [0, 1, 2, 3])
})
