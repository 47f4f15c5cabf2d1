// The real command, ended in the middle of it: by an interrupt, or with no chance to say a word.

import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import { cleanEnvironment, LAUNCHER } from '../../cli/sparekey.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { startProxy, type Fate } from './meddling-proxy.ts'

let world: TestWorld
let admin: Credentials
let out: string

before(async () => {
  world = await startWorld({ lookupEventsPerSecond: 1000 })
  out = await mkdtemp(join(tmpdir(), 'sparekey-recovery-test-'))
  const opens = allow('iam:UpdateAssumeRolePolicy', roleArn('Shut')) as { Statement: object[] }
  admin = await world.user('admin', {
    ...administrator,
    Statement: [...administrator.Statement, ...opens.Statement],
  })
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  await createRole(world, 'Shut', { Service: 'ec2.amazonaws.com' })
})
after(async () => {
  await world.close()
  await rm(out, { recursive: true })
})

const lockedTo = (role: string): Promise<string> => {
  const statement = administratorStatement(role)
  return createKey(world, keyPolicy(accountStatement, statement), keyPolicy(statement))
}

interface Run {
  readonly child: ChildProcess
  readonly finished: Promise<{ readonly code: number | null; readonly said: string }>
}

function recover(endpoint: string, key: string, more: readonly string[] = []): Run {
  const words = ['recover', key, '--apply', '--yes', '--out', out, ...more]
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    env: cleanEnvironment({
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: admin.accessKeyId,
      AWS_SECRET_ACCESS_KEY: admin.secretAccessKey,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, said }))
  return { child, finished }
}

interface Ending {
  readonly signal: NodeJS.Signals
  readonly operation: string
  /** Of the call that comes by. */
  readonly fate: Fate
  readonly more?: readonly string[]
}

/** Runs the command, and sends it `signal` when the first call of `operation` comes by. */
async function endedAt(
  t: TestContext,
  key: string,
  { signal, operation, fate, more = [] }: Ending,
) {
  const running: Run[] = []
  const proxy = await startProxy(world.endpoint, async (name) => {
    const run = name === operation ? running.pop() : undefined
    if (run === undefined) return 'pass'
    run.child.kill(signal)
    if (signal === 'SIGKILL') await run.finished
    return fate
  })
  t.after(() => proxy.close())
  const run = recover(proxy.endpoint, key, more)
  running.push(run)
  return { endpoint: proxy.endpoint, ended: await run.finished }
}

async function isRead(KeyId: string): Promise<boolean> {
  const kms = world.client(KMSClient, admin)
  return kms.send(new GetKeyPolicyCommand({ KeyId })).then(
    () => true,
    () => false,
  )
}

for (const [operation, fate, inForce] of [
  ['AssumeRole', 'dropBefore', false],
  ['GetKeyPolicy', 'dropBefore', false],
  ['PutKeyPolicy', 'dropBefore', false],
  ['PutKeyPolicy', 'dropAfter', true],
] as const) {
  test(`killed at ${operation}, ${fate}: the next run finishes`, async (t) => {
    const key = await lockedTo('Administrator')
    const { ended } = await endedAt(t, key, { signal: 'SIGKILL', operation, fate })
    assert.equal(ended?.code, null)
    assert.equal(await isRead(key), inForce)
    const { code, said } = await recover(world.endpoint, key).finished
    assert.equal(code, 0, said)
    assert.equal(await isRead(key), true)
  })
}

test('killed after the put, the next plan says that the new policy is in force', async (t) => {
  const key = await lockedTo('Administrator')
  const { endpoint } = await endedAt(t, key, {
    signal: 'SIGKILL',
    operation: 'PutKeyPolicy',
    fate: 'dropAfter',
  })
  const { said } = await recover(endpoint, key, ['--json']).finished
  const found = JSON.parse(said)
  assert.deepEqual([found.needed, found.earlier.inForce], [false, 'new'])
})

test('interrupted before the put, it says that nothing has been changed', async (t) => {
  const key = await lockedTo('Administrator')
  const { ended } = await endedAt(t, key, {
    signal: 'SIGTERM',
    operation: 'AssumeRole',
    fate: 'pass',
  })
  assert.equal(ended?.code === 0, false)
  assert.equal(await isRead(key), false)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} during the put: it says that the new policy is in force`, async (t) => {
    const key = await lockedTo('Administrator')
    const { ended } = await endedAt(t, key, { signal, operation: 'PutKeyPolicy', fate: 'pass' })
    assert.equal(ended?.code, 1, ended?.said)
    assert.match(ended?.said ?? '', /new key\s+policy\s+is\s+in\s+force/)
    assert.equal(await isRead(key), true)
  })
}

test('killed with a trust policy open, the next run puts it back', async (t) => {
  const key = await lockedTo('Shut')
  const iam = world.client(IAMClient)
  const trust = async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'Shut' }))
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
  }
  const shut = JSON.parse(await trust())
  const more = ['--reopen-trust']
  const { endpoint } = await endedAt(t, key, {
    signal: 'SIGKILL',
    operation: 'PutKeyPolicy',
    fate: 'dropBefore',
    more,
  })
  assert.notDeepEqual(JSON.parse(await trust()), shut)
  const { code, said } = await recover(endpoint, key, more).finished
  assert.equal(code, 0, said)
  assert.match(said, /trust policy of role\/Shut is as it\s+was/)
  assert.deepEqual(JSON.parse(await trust()), shut)
  assert.equal(await isRead(key), true)
})

test('killed at any moment, the key has the old policy or the new one', async () => {
  for (const delayMs of [150, 400, 650, 900, 1150]) {
    const key = await lockedTo('Administrator')
    const { child, finished } = recover(world.endpoint, key)
    setTimeout(() => child.kill('SIGKILL'), delayMs)
    await finished
    const { code, said } = await recover(world.endpoint, key).finished
    assert.equal(code, 0, said)
    assert.equal(await isRead(key), true)
  }
})
