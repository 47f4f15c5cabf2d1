import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expose, gauge } from './exposition.ts'
import { Histogram } from './histogram.ts'

test('a family has its help, its type and its samples', () => {
  assert.equal(
    expose([gauge('a', 'what a is.', 1.5)]),
    '# HELP a what a is.\n# TYPE a gauge\na 1.5\n',
  )
})

test('what would end a label is escaped', () => {
  const samples = [{ value: 1, labels: { text: 'a"b\\c\nd' } }]
  const text = expose([{ name: 'a', help: 'h', type: 'counter', samples }])
  assert.match(text, /^a\{text="a\\"b\\\\c\\nd"\} 1$/m)
})

test('each bucket of a histogram counts everything up to its bound, which is part of it', () => {
  const histogram = new Histogram([1, 2])
  for (const value of [0.5, 1, 1.5, 3]) histogram.observe(value)
  assert.deepEqual(histogram.samples({ of: 'x' }), [
    { suffix: '_bucket', labels: { of: 'x', le: '1' }, value: 2 },
    { suffix: '_bucket', labels: { of: 'x', le: '2' }, value: 3 },
    { suffix: '_bucket', labels: { of: 'x', le: '+Inf' }, value: 4 },
    { suffix: '_sum', labels: { of: 'x' }, value: 6 },
    { suffix: '_count', labels: { of: 'x' }, value: 4 },
  ])
})
