// The options of `sparekey doctor` that bring further evidence, as a person types them.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accountStatement, createKey, keyPolicy } from '../doctor/scenarios/locked-key.ts'
import { startWorld } from '../fixtures/world.ts'
import { scratch, sparekey } from './sparekey.ts'

const nowhere = ['--endpoint', 'http://127.0.0.1:9']

test('an endpoint policy that is no policy is refused before AWS is asked', async () => {
  const words = ['doctor', 'alias/payroll', '--vpc-endpoint-policy', 'none.json', ...nowhere]
  const { code, stderr } = await sparekey(words)
  assert.equal(code, 1)
  assert.match(stderr, /`none.json` cannot be read: there is no such file/)
})

test('a second opinion is the simulator’s, and no other', async () => {
  const { code, stderr } = await sparekey(['doctor', 'alias/payroll', '--via', 'guess', ...nowhere])
  assert.equal(code, 1)
  assert.match(stderr, /simulate/)
})

test('a service, an endpoint policy and the simulator, on a stack', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  const key = await createKey(world, keyPolicy(accountStatement))
  const { accessKeyId, secretAccessKey } = world.root()
  const environment = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: world.endpoint,
  }
  const service = ['--principal', 'logs.us-east-1.amazonaws.com', '--action', 'kms:Encrypt']
  const asked = await sparekey(['doctor', key, ...service], environment)
  assert.equal(asked.code, 2, asked.stderr)
  assert.match(asked.stdout, /key-policy\/service-not-named/)
  const file = join(scratch(t), 'endpoint.json')
  const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Put*', Resource: '*' }
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: [deny] }))
  const through = ['--via', 'simulate', '--vpc-endpoint-policy', file]
  const answer = await sparekey(['doctor', key, ...through], environment)
  assert.equal(answer.code, 2, answer.stderr)
  assert.match(answer.stdout, /vpc-endpoint\/explicit-deny/)
})
