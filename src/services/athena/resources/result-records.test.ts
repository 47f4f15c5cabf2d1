import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvLine } from '../../../sql/results/csv.ts'
import { csvValues, recordsIn } from './result-records.ts'

const value = fc.option(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', '😀') }))
const table = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 8 })

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Uint8Array, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  return undefined
}

test('whatever was written is read again, however it comes in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
      const bytes = Buffer.from(rows.map(csvLine).join(''))
      const read: (string | null)[][] = []
      let end = 0
      for await (const record of recordsIn(cut(bytes, size), { offset: 0, isCsv: true })) {
        read.push(csvValues(record.text).map((one) => one ?? null))
        end = record.end
      }
      assert.deepEqual(read, rows)
      assert.equal(end, bytes.length)
    }),
  )
})

test('a record tells where the next one begins', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const bytes = Buffer.from(rows.map(csvLine).join(''))
      const whole: string[] = []
      const again: string[] = []
      for await (const record of recordsIn(cut(bytes, 3), { offset: 0, isCsv: true })) {
        whole.push(record.text)
        const rest = cut(bytes.subarray(record.end), 3)
        for await (const next of recordsIn(rest, { offset: record.end, isCsv: true })) {
          again.push(next.text)
          break
        }
      }
      assert.deepEqual(again, whole.slice(1))
    }),
  )
})

test('outside of a csv a quote is a character, and the last line needs no end', async () => {
  const records: string[] = []
  const bytes = Buffer.from('"a\n\nb')
  for await (const { text } of recordsIn(cut(bytes, 1), { offset: 0, isCsv: false })) {
    records.push(text)
  }
  assert.deepEqual(records, ['"a', '', 'b'])
})
