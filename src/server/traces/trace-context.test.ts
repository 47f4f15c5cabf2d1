import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTraceparent } from './trace-context.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const span = '00f067aa0ba902b7'

test('a trace is read from its header', () => {
  const told = { traceId: trace, parentSpanId: span }
  assert.deepEqual(parseTraceparent(`00-${trace}-${span}-01`), { ...told, isSampled: true })
  assert.deepEqual(parseTraceparent(`00-${trace}-${span}-00`), { ...told, isSampled: false })
  // A later version may have more behind it.
  assert.deepEqual(parseTraceparent(`01-${trace}-${span}-03-x`), { ...told, isSampled: true })
})

test('what is no trace is none', () => {
  for (const header of [
    undefined,
    '',
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01\n`,
  ]) {
    assert.equal(parseTraceparent(header), undefined, header)
  }
})
