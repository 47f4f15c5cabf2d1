// The guide says what to type, and what comes of it: typed here, one block behind the other.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from '../cli/sparekey.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT } from '../fixtures/world.ts'
import { startTrailWorld } from '../operations/cloudtrail/fixture.ts'
import { root } from '../tidy/tree.ts'
import { output } from './installed.ts'

const tools = [output('aws', ['--version']), output('curl', ['--version'])]
const skip = (await Promise.all(tools)).includes(undefined)
  ? 'the AWS CLI (aws) or curl is not installed'
  : false

let world: TestWorld
let folder: string
before(async () => {
  if (skip) return
  world = await startTrailWorld()
  folder = await mkdtemp(join(tmpdir(), 'sparekey-guide-'))
})
after(async () => {
  if (skip) return
  await world.close()
  await rm(folder, { recursive: true })
})

test('every command of "Deliver a trail" does what the guide says', { skip }, async () => {
  const guide = await readFile(join(root, 'docs/guides/deliver-a-trail.md'), 'utf8')
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
  const script = ['set -eo pipefail', 'cd "$1"', ...blocks].join('\n')
  const { code, stdout, stderr } = await run('bash', ['-c', script, 'bash', folder], {
    AWS_ENDPOINT_URL: world.endpoint,
    AWS_SHARED_CREDENTIALS_FILE: join(world.data, 'credentials'),
    AWS_PROFILE: ACCOUNT,
    AWS_DEFAULT_REGION: 'us-east-1',
  })
  assert.equal(code, 0, stdout + stderr)
  assert.match(stdout, /"eventName": ?"CreateKey"/)
  assert.match(stdout, /(\d+)\/\1 digest files valid\n(\d+)\/\2 log files valid/)
  assert.match(stdout, /log files valid, 1\/\d+ log files INVALID/)
  assert.match(stdout, /\nAccessDenied\nNone\n$/)
})
