import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAYERS } from '../../src/policy/index.ts'
import { cases, operatorCells, settledCells } from './case-matrix.ts'
import { OPERATORS, RULES } from './rules.ts'

/** Guardrails never allow, an RCP is never silent, and a grant never denies. */
const NEVER = new Set([
  ...['boundary', 'session', 'scp', 'rcp', 'vpcEndpoint'].map((layer) => `${layer} allow`),
  'rcp implicitDeny',
  'grants explicitDeny',
])

test('the cases show every layer with every outcome that it can settle, and with no other', (t) => {
  const cells = settledCells()
  const outcomes = ['allow', 'implicitDeny', 'explicitDeny']
  for (const layer of LAYERS) {
    const row = outcomes.map((outcome) => `${outcome} ${cells.get(`${layer} ${outcome}`) ?? '-'}`)
    t.diagnostic(`${layer}: ${row.join(', ')}`)
  }
  const all = LAYERS.flatMap((layer) => outcomes.map((outcome) => `${layer} ${outcome}`))
  assert.deepEqual(
    all.filter((cell) => cells.has(cell) === NEVER.has(cell)),
    [],
  )
})

const SITUATIONS = ['', 'IfExists ', 'ForAllValues ', 'ForAnyValue '].flatMap((form) =>
  ['match', 'no match', 'missing key'].map((situation) => form + situation),
)

test('the cases show every condition operator in every situation', (t) => {
  const cells = operatorCells()
  for (const situation of SITUATIONS) {
    const counts = OPERATORS.map((operator) => cells.get(`${operator}, ${situation}`) ?? 0)
    t.diagnostic(`${situation}: at least ${Math.min(...counts)} of each operator`)
  }
  const all = [
    ...OPERATORS.flatMap((operator) => SITUATIONS.map((situation) => `${operator}, ${situation}`)),
    ...SITUATIONS.slice(0, 3).map((situation) => `Null, ${situation}`),
  ]
  assert.deepEqual(
    all.filter((cell) => !cells.has(cell)),
    [],
  )
})

test('every rule has a case, and every rule that a case names is one', () => {
  const named = new Set(cases.map(({ rule }) => rule).filter((rule) => rule !== undefined))
  assert.deepEqual(
    RULES.filter((rule) => !named.has(rule)),
    [],
  )
  assert.deepEqual(
    [...named].filter((rule) => !RULES.includes(rule)),
    [],
  )
})

test('there are at least 1000 cases, each with its source', (t) => {
  t.diagnostic(`${cases.length} cases`)
  assert.ok(cases.length >= 1000, String(cases.length))
  assert.deepEqual(
    cases.filter(({ source = '' }) => source === '').map(({ id }) => id),
    [],
  )
})
