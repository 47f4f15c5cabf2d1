// `sparekey doctor --from-error` and `--proposed`, as a person types them.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { cleanEnvironment, LAUNCHER, scratch, type Finished } from './sparekey.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ERROR =
  'An error occurred (AccessDeniedException) when calling the Decrypt operation: User: ' +
  'arn:aws:sts::111122223333:assumed-role/Payroll/i-0 is not authorized to perform: ' +
  `kms:Decrypt on resource: ${KEY} because no resource-based policy allows the kms:Decrypt action`

interface Person {
  readonly input?: string
  readonly root?: boolean
}

async function doctor(args: readonly string[], { input, root }: Person = {}): Promise<Finished> {
  const { accessKeyId, secretAccessKey } = world.root()
  const credentials = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const env = { AWS_ENDPOINT_URL: world.endpoint, ...(root && credentials) }
  const child = spawn(process.execPath, [LAUNCHER, 'doctor', ...args], {
    env: cleanEnvironment({ ...env, AWS_EC2_METADATA_DISABLED: 'true' }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(input)
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...output }
}

test('without any credentials the text itself is diagnosed, in the Region of its key', async () => {
  const { code, stdout, stderr } = await doctor(['--from-error', ERROR])
  assert.equal(code, 2, stderr)
  assert.match(stdout, /Region eu-west-1/)
  assert.match(stdout, /key-policy\/no-account-statement/)
  assert.match(stdout, /What the text tells/)
})

test('it is read from standard input, with - and when nothing else is asked', async () => {
  for (const args of [['--from-error', '-', '--json'], ['--json']]) {
    const { code, stdout, stderr } = await doctor(args, { input: `$ make\n${ERROR}\n` })
    assert.equal(code, 2, stderr)
    const [diagnosis] = JSON.parse(stdout) as [{ from: string; request: { key: string } }]
    assert.equal(diagnosis.request.key, KEY)
    assert.match(diagnosis.from, /^\$ make/)
  }
})

test('nothing to read is a failure that says what was looked for', async () => {
  for (const input of ['', 'all is well\n']) {
    const { code, stderr } = await doctor(['--from-error', '-'], { input })
    assert.equal(code, 1)
    assert.match(stderr, /^sparekey: (which key|the text tells of no refusal by KMS)/)
    assert.match(stderr, /hint: /)
  }
})

test('a proposed policy is taken or not, and one that is none has its line named', async (t) => {
  const file = join(scratch(t), 'key.json')
  const propose = async (text: string) => {
    writeFileSync(file, text)
    return doctor(['--proposed', file], { root: true })
  }
  const policy = (arn: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'kms:*', Resource: '*' }],
    })
  const taken = await propose(policy('arn:aws:iam::111122223333:root'))
  assert.equal(taken.code, 0, taken.stderr)
  assert.match(taken.stdout, /KMS takes/)
  const refused = await propose(policy('arn:aws:iam::111122223333:root/x'))
  assert.equal(refused.code, 2)
  assert.match(refused.stdout, /key-policy\/principal-invalid/)
  const broken = await propose('{\n  "Statement": [,]\n}')
  assert.equal(broken.code, 1)
  assert.match(broken.stderr, /key\.json:2:\d+: /)
})
