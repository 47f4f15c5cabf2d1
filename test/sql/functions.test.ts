import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDbEngine } from '../../src/sql/engine/duckdb-engine.ts'
import { AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS } from '../../src/sql/trino/functions/aggregate.ts'
import { COLLECTION_FUNCTIONS } from '../../src/sql/trino/functions/collection.ts'
import type { FunctionRow } from '../../src/sql/trino/functions/function-row.ts'
import { NUMBER_FUNCTIONS } from '../../src/sql/trino/functions/number.ts'
import { signatureOf, type Pattern } from '../../src/sql/trino/functions/signature.ts'
import { TEXT_FUNCTIONS } from '../../src/sql/trino/functions/text.ts'
import { TIME_FUNCTIONS } from '../../src/sql/trino/functions/time.ts'
import { typeName } from '../../src/sql/trino/sql-type.ts'
import { rowsOf } from './query.ts'

const directory = mkdtempSync(join(tmpdir(), 'sparekey-functions-'))
const engine = new DuckDbEngine({ scratchDirectory: directory, threads: 1 })
after(async () => {
  await engine.close()
  rmSync(directory, { recursive: true })
})

/** A type that a pattern takes, as it is written. */
function typeFor(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'exact':
      return typeName(pattern.type)
    case 'zoned':
      return 'timestamp with time zone'
    case 'array':
      return `array(${typeFor(pattern.element)})`
    case 'map':
      return `map(${typeFor(pattern.key)}, ${typeFor(pattern.value)})`
    default:
      return 'integer'
  }
}

function argumentFor(pattern: Pattern): string {
  const isInterval = pattern.kind === 'exact' && pattern.type.kind.startsWith('interval')
  if (isInterval) return "INTERVAL '1' DAY"
  if (pattern.kind !== 'function') return `CAST(NULL AS ${typeFor(pattern)})`
  const isCondition = pattern.result.kind === 'exact'
  return `x -> ${isCondition ? 'x = x' : 'x'}`
}

function callOf(row: FunctionRow): string {
  const { name, parameters } = signatureOf(row)
  // A percentile is a constant.
  const constant = (index: number) => name === 'approx_percentile' && index === 1
  const given = parameters.map((pattern, index) => (constant(index) ? '0.5' : argumentFor(pattern)))
  return `${name}(${given.join(name === 'position' ? ' IN ' : ', ')})`
}

const SCALARS = [...TEXT_FUNCTIONS, ...NUMBER_FUNCTIONS, ...TIME_FUNCTIONS, ...COLLECTION_FUNCTIONS]

test('DuckDB takes the SQL of every function, with NULLs of its types', async () => {
  const failed: string[] = []
  const attempt = async (call: string) => {
    await rowsOf(engine, `SELECT ${call}`).catch((fault: unknown) =>
      failed.push(`${call}: ${String(fault)}`),
    )
  }
  for (const row of [...SCALARS, ...AGGREGATE_FUNCTIONS]) await attempt(callOf(row))
  for (const row of WINDOW_FUNCTIONS) await attempt(`${callOf(row)} OVER (ORDER BY 1)`)
  assert.deepEqual(failed, [])
})
