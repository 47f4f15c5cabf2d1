import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { settleMemory } from './settle-memory.ts'

test('memory is given back once in a quiet time, and again after the next load', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] })
  let utilization = 1
  const loop = { idle: 0, active: 0 }
  context.mock.method(performance, 'eventLoopUtilization', () => ({ ...loop, utilization }))
  const give = mock.fn()
  const { end } = settleMemory(give)
  const given = (share: number) => {
    utilization = share
    context.mock.timers.tick(5000)
    return give.mock.callCount()
  }
  assert.deepEqual([given(1), given(0.01), given(0.01), given(0.6), given(0)], [0, 1, 1, 1, 2])
  end()
  assert.equal(given(0.6) + given(0), 4)
})

test('what nobody needs any longer leaves the process', async () => {
  const { heapTotal } = process.memoryUsage()
  const held = Array.from({ length: 300_000 }, (_, index) => ({ index }))
  const grown = process.memoryUsage().heapTotal
  assert.ok(grown > heapTotal && held.length > 0)
  held.length = 0
  await new Promise<void>((resolve) => {
    const { end } = settleMemory()
    const look = setInterval(() => {
      if (process.memoryUsage().heapTotal >= grown) return
      clearInterval(look)
      end()
      resolve()
    }, 100)
  })
})
