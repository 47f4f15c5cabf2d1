import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { shellLine } from '../base/shell-line.ts'
import { awsCommand, environmentOf, sparekeyCommand } from './command-line.ts'
import type { Where } from './evidence/evidence.ts'

const where: Where = {
  account: '111122223333',
  region: 'ap-northeast-1',
  endpoint: 'http://127.0.0.1:4599',
  profile: 'admin',
  credentialsFile: '/srv/sparekey/credentials',
  sparekey: ['node', '/srv/bin/sparekey.js'],
}

test('a command carries endpoint, Region and profile', () => {
  assert.deepEqual(awsCommand(['kms', 'put-key-policy'], where, 'asker'), [
    ...['aws', 'kms', 'put-key-policy', '--endpoint-url', 'http://127.0.0.1:4599'],
    ...['--region', 'ap-northeast-1', '--profile', 'admin'],
  ])
  assert.ok(sparekeyCommand(['history', 'alias/a'], where).join(' ').includes('--endpoint http'))
})

test('a command of our own starts as the asker starts it', () => {
  const started = sparekeyCommand(['history', 'alias/a'], where).slice(0, 3)
  assert.deepEqual(started, ['node', '/srv/bin/sparekey.js', 'history'])
})

test('with credentials in the environment the profile is left out, for it would win', () => {
  assert.ok(!awsCommand(['kms', 'put-key-policy'], where, 'environment').includes('--profile'))
})

test('on AWS itself no endpoint is named', () => {
  const command = awsCommand(['kms', 'put-key-policy'], { ...where, endpoint: undefined }, 'asker')
  assert.ok(!command.includes('--endpoint-url'))
  assert.deepEqual(environmentOf({ ...where, credentialsFile: undefined }), {})
})

test('whatever an argument holds, sh gives it back as it was', () => {
  const line = fc.array(
    fc.string({ maxLength: 12 }).filter((word) => !word.includes('\0')),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(line, (words) => {
      const script = shellLine(['printf', '%s\\0', '-', ...words])
      const said = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
      assert.deepEqual(said.split('\0').slice(1, -1), words)
    }),
    { numRuns: 25 },
  )
})
