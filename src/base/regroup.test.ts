import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { regroup } from './regroup.ts'

async function* given(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

test('the bytes are the same, in chunks of one size but for the last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 16 }),
      async (chunks, size) => {
        const groups: Uint8Array[] = []
        for await (const group of regroup(given(chunks), size)) groups.push(group)
        assert.deepEqual(Buffer.concat(groups), Buffer.concat(chunks))
        const lengths = groups.map(({ length }) => length)
        const last = lengths.pop() ?? size
        assert.ok(lengths.every((length) => length === size) && last > 0 && last <= size)
      },
    ),
  )
})
