// Every story that the doctor was made for has a test that bears its number.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('stories/', import.meta.url)

const numbers = (letter: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`)

/** The safety check; principals that do not exist; locked out; use denied; services. */
const stories = [
  ...numbers('A', 1, 11),
  ...numbers('B', 12, 15),
  ...numbers('C', 16, 22),
  ...numbers('D', 23, 24),
  ...numbers('E', 1, 4),
]

/** Of the tests' names: `test('B13: ...` and `number: 'A1'`. */
function numbersTold(): ReadonlySet<string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const told = files.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return [...text.matchAll(/(?:test\(\s*['"`]|number: ')([A-E]\d+)\b/g)]
  })
  return new Set(told.flatMap(([, number]) => number ?? []))
}

test('every lockout story is told by a test of its number', () => {
  const told = numbersTold()
  assert.deepEqual(
    stories.filter((number) => !told.has(number)),
    [],
  )
})
