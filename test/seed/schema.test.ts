// The published JSON Schema against the reader: both take the same files.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import type { Json } from '../../src/base/json.ts'
import { seedJsonSchema } from '../../src/seed/json-schema.ts'
import { printSeedJson } from '../../src/seed/print-seed.ts'
import { readSeed } from '../../src/seed/read-seed.ts'
import { misfits } from '../doctor/json-schema.ts'
import { startWorld } from '../fixtures/world.ts'
import { root } from '../tidy/tree.ts'
import { HOUSEHOLD, seedOf } from './seeds.ts'

const schema = seedJsonSchema()

test('what the reader takes fits the schema', () => {
  const household = JSON.parse(printSeedJson(seedOf(HOUSEHOLD).seed)) as Json
  assert.deepEqual(misfits(household, schema), [])
})

const FAULTS: readonly (readonly [string, string, string])[] = [
  ['an unknown member', 'path: /staff/', 'pfad: /staff/'],
  ['a path without its slash', 'path: /staff/', 'path: /staff'],
  ['a number for a text', 'team: payroll', 'team: 42'],
  ['a text for a list', 'groups: [Keepers]', 'groups: Keepers'],
  ['a duration out of bounds', 'maxSessionDuration: 7200', 'maxSessionDuration: 60'],
  ['an unknown key state', 'state: Disabled', 'state: Creating'],
  ['an unknown grant operation', '[Decrypt, DescribeKey]', '[Decrypt, ListKeys]'],
  ['a short account', '  444455556666:', '  "44445555":'],
  ['another version', 'sparekey: 1', 'sparekey: 2'],
  ['a policy that is a list', 'Use: *use\n        accessKeys', 'Use: [*use]\n        accessKeys'],
  ['a missing member', 'sparekey: 1', ''],
]

for (const [what, right, wrong] of FAULTS) {
  test(`${what} is refused by the schema and by the reader`, () => {
    const text = HOUSEHOLD.replace(right, wrong)
    assert.notEqual(text, HOUSEHOLD)
    assert.ok('problems' in readSeed(text))
    assert.notDeepEqual(misfits(parse(text) as Json, schema), [])
  })
}

const guide = readFileSync(join(root, 'docs/guides/seed-a-stack.md'), 'utf8')
const examples = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = '']) => yaml)

test('the examples of the guide fit the schema', () => {
  assert.equal(examples.length, 2)
  for (const yaml of examples) assert.deepEqual(misfits(parse(yaml) as Json, schema), [])
})

for (const [index, yaml] of examples.entries()) {
  test(`example ${index + 1} of the guide can be applied`, async (t) => {
    const world = await startWorld({ seed: seedOf(yaml) })
    t.after(() => world.close())
    assert.notDeepEqual(world.server.seeded, [])
  })
}
