import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { iamDataSource } from '../../scripts/generate/iam-data.ts'
import { GLOBAL_KEYS, SERVICE_DATA } from '../../src/policy/iam-data.ts'

test('the table of what policies can name is what npm run generate writes', async () => {
  const file = join(import.meta.dirname, '../../src/policy/iam-data.ts')
  assert.equal(readFileSync(file, 'utf8'), await iamDataSource())
})

test('the table holds the actions and keys that key policies turn on', () => {
  const { kms } = SERVICE_DATA
  assert.equal(kms?.actions.PutKeyPolicy?.[1], 'key')
  assert.equal(kms.keys['kms:ViaService'], 'String')
  assert.equal(GLOBAL_KEYS['aws:SourceIp'], 'IPAddress')
})
