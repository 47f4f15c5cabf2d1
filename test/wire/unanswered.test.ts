// A request that comes to no answer, by a fault of ours.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { House } from '../../src/server/exchange.ts'
import { listen } from '../../src/server/listener.ts'

test('whoever gets no answer is not left waiting for one', async (t) => {
  const faults: unknown[] = []
  const house = {
    world: { uuid: () => 'an-id' },
    log: { error: ({ err }: { readonly err: unknown }) => void faults.push(err) },
  } as unknown as House
  const fault = new Error('a fault')
  const { port, close } = await listen(house, () => Promise.reject(fault), {
    ...{ host: '127.0.0.1', port: 0 },
  })
  t.after(close)
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' }), {
    message: 'fetch failed',
  })
  assert.deepEqual(faults, [fault])
})
