// Where the root key comes from, and its rotation, as the user meets them.

import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  EncryptCommand,
} from '@aws-sdk/client-kms'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { createSealer } from '../../src/crypto/sealer.ts'
import { sealNextRootKey } from '../../src/server/root-key/next-root-key.ts'
import { parseRootKey } from '../../src/server/root-key/root-key-file.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, sparekey, stop } from '../cli/sparekey.ts'
import { clientsOf, decrypted, encrypted, fill, requireKept, type Clients } from './kept-stack.ts'

type Environment = Readonly<Record<string, string>>

async function succeed(args: readonly string[], env: Environment = {}): Promise<string> {
  const { code, stdout, stderr } = await sparekey(args, env)
  assert.equal(code, 0, `${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

async function refused(says: RegExp, args: readonly string[], env: Environment = {}) {
  const { code, stderr } = await sparekey(args, env)
  assert.equal(code, 1)
  assert.match(stderr, says)
}

const rootKeyFile = (data: string): string => readFileSync(`${data}.root-key`, 'utf8')
const linesOf = (data: string): readonly string[] => rootKeyFile(data).trimEnd().split('\n')

/** The ids of the root keys that made the seals of a directory. */
function sealersOf(data: string): readonly string[] {
  const database = new DatabaseSync(join(data, 'state.db'), { readOnly: true })
  const seals = database
    .prepare(
      `SELECT member.value AS seal FROM row, json_each(row.value) AS member
       WHERE member.key LIKE 'sealed%'`,
    )
    .all()
  database.close()
  assert.ok(seals.length > 3)
  const ids = seals.map(({ seal }) => Buffer.from(String(seal), 'base64').toString('hex', 1, 9))
  return [...new Set(ids)].sort()
}

interface Made {
  readonly blob: Uint8Array
  readonly text: string
}

/** Creates and encrypts until it is told to stop. */
async function work({ kms }: Clients, signal: AbortSignal): Promise<readonly Made[]> {
  const made: Made[] = []
  for (let round = 0; !signal.aborted; round += 1) {
    const text = `round ${round}`
    made.push({ text, blob: await encrypted(kms, text) })
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
    const AliasName = `alias/made-${round}`
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }))
  }
  return made
}

test('the root key of a stack at work is rotated, and nobody is made to wait', async (t) => {
  const stack = await serveStack(t)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  const before = rootKeyFile(stack.data)
  const grant = await clients.kms.send(
    new CreateGrantCommand({
      KeyId: kept.keyId,
      GranteePrincipal: 'arn:aws:iam::111122223333:root',
      Operations: ['Encrypt'],
    }),
  )
  const end = new AbortController()
  const working = work(clients, end.signal)
  const told = await succeed(['root-key', 'rotate', '--data', stack.data])
  end.abort()
  const made = await working
  assert.ok(made.length > 0)
  for (const { blob, text } of made) assert.equal(await decrypted(clients.kms, blob), text)
  assert.match(told, /seals were made anew by the stack/)
  assert.notEqual(rootKeyFile(stack.data), before)
  assert.equal(linesOf(stack.data).length, 1)
  assert.equal(statSync(`${stack.data}.root-key`).mode & 0o777, 0o600)
  assert.equal(sealersOf(stack.data).length, 1)
  await requireKept(clients, kept)
  // A token that was given out before is known as long as the stack runs.
  const token = { GrantTokens: [grant.GrantToken ?? ''], Plaintext: Buffer.of(1) }
  await clients.kms.send(new EncryptCommand({ KeyId: kept.keyId, ...token }))
  await succeed(['verify', '--data', stack.data])

  await stop(stack.child)
  await succeed(['verify', '--data', stack.data])
  const rotated = JSON.parse(await succeed(['root-key', 'rotate', '--data', stack.data, '--json']))
  assert.equal(rotated.byStack, false)
  assert.deepEqual(sealersOf(stack.data), [rotated.rootKeyId])
  await requireServed(t, stack.data, kept)
  writeFileSync(`${stack.data}.root-key`, before)
  await refused(/is not the one that/, ['serve', '--port', '0', '--data', stack.data])
})

/** Started over the directory, a stack has what was kept. */
async function requireServed(
  t: TestContext,
  data: string,
  kept: Awaited<ReturnType<typeof fill>>,
  args: readonly string[] = [],
  env: Environment = {},
): Promise<void> {
  const stack = await serveStack(t, ['--data', data, ...args], env)
  await requireKept(await clientsOf(stack), kept)
  await stop(stack.child)
}

test('whoever lacks the root key cannot have it replaced, and nothing is replayed', async (t) => {
  const stack = await serveStack(t)
  await fill(await clientsOf(stack))
  const world = { randomBytes: (size: number) => new Uint8Array(randomBytes(size)) }
  const first = parseRootKey(linesOf(stack.data)[0] ?? '')
  assert.ok(first)
  const stranger = new SecretBytes(randomBytes(32))
  const send = async (sealed: unknown) =>
    fetch(`${stack.endpoint}/_sparekey/root-key`, {
      method: 'POST',
      body: JSON.stringify({ sealed }),
    })
  const messages = [sealNextRootKey(stranger, createSealer(stranger, world)), '', 7, undefined]
  for (const sealed of messages) assert.equal((await send(sealed)).status, 403)
  const earlier = sealNextRootKey(stranger, createSealer(first, world))
  await succeed(['root-key', 'rotate', '--data', stack.data])
  assert.equal((await send(earlier)).status, 403)
  await succeed(['verify', '--data', stack.data])
})

test('the root key goes from place to place, each time another', async (t) => {
  const stack = await serveStack(t)
  const kept = await fill(await clientsOf(stack))
  const { data } = stack
  await stop(stack.child)
  const plain = rootKeyFile(data)

  const one = { SPAREKEY_NEW_ROOT_KEY_PASSPHRASE: 'correct horse' }
  await succeed(['root-key', 'rotate', '--data', data, '--to', 'passphrase'], one)
  assert.ok(!rootKeyFile(data).includes('sparekey-root-key-v1') && rootKeyFile(data) !== plain)
  const right = { SPAREKEY_ROOT_KEY_PASSPHRASE: 'correct horse' }
  const wrong = { SPAREKEY_ROOT_KEY_PASSPHRASE: 'correct house' }
  const serve = ['serve', '--port', '0', '--data', data]
  await refused(/nobody is here to type the passphrase/, serve)
  await refused(/the passphrase does not open/, serve, wrong)
  await refused(/comes from passphrase, and not from file/, [...serve, '--root-key', 'file'], right)
  await requireServed(t, data, kept, ['--root-key', 'passphrase'], right)
  const both = { ...right, SPAREKEY_NEW_ROOT_KEY_PASSPHRASE: 'battery staple' }
  await succeed(['root-key', 'rotate', '--data', data], both)
  await refused(/the passphrase does not open/, ['verify', '--data', data], right)

  const second = { SPAREKEY_ROOT_KEY_PASSPHRASE: 'battery staple' }
  const key = randomBytes(32).toString('base64')
  await succeed(['root-key', 'rotate', '--data', data, '--to', 'env'], {
    ...second,
    SPAREKEY_NEW_ROOT_KEY: key,
  })
  assert.ok(!existsSync(`${data}.root-key`))
  await refused(/root key file .* is missing/, serve)
  await refused(/is not in SPAREKEY_ROOT_KEY/, [...serve, '--root-key', 'env'])
  const other = randomBytes(32).toString('base64')
  await refused(
    /the root key in SPAREKEY_ROOT_KEY is not the one/,
    [...serve, '--root-key', 'env'],
    {
      SPAREKEY_ROOT_KEY: other,
    },
  )
  await requireServed(t, data, kept, ['--root-key', 'env:KEPT'], { KEPT: key })

  const env = { SPAREKEY_ROOT_KEY: key }
  await succeed(['root-key', 'rotate', '--data', data, '--root-key', 'env', '--to', 'file'], env)
  await requireServed(t, data, kept)
  await succeed(['verify', '--data', data])
})

test('a new directory gets its root key from where it is told, and stores none', async (t) => {
  const data = join(scratch(t), 'data')
  const key = randomBytes(32).toString('base64')
  const stack = await serveStack(t, ['--data', data, '--root-key', 'env'], {
    SPAREKEY_ROOT_KEY: key,
  })
  await fill(await clientsOf(stack))
  await stop(stack.child)
  assert.ok(!existsSync(`${data}.root-key`))
  for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
    const path = join(data, name)
    if (statSync(path).isDirectory()) continue
    const bytes = readFileSync(path)
    assert.ok(!bytes.includes(key) && !bytes.includes(Buffer.from(key, 'base64')), name)
  }
  await succeed(['verify', '--data', data, '--root-key', 'env'], { SPAREKEY_ROOT_KEY: key })
  await refused(/is not where a root key comes from/, [
    'verify',
    '--data',
    data,
    '--root-key',
    'hsm',
  ])
})

test(
  'a passphrase is read from a file descriptor',
  { skip: process.platform === 'win32' },
  async (t) => {
    const data = join(scratch(t), 'data')
    const env = { SPAREKEY_ROOT_KEY_PASSPHRASE: 'correct horse' }
    const stack = await serveStack(t, ['--data', data, '--root-key', 'passphrase'], env)
    await stop(stack.child)
    const child = spawn(process.execPath, [LAUNCHER, 'verify', '--data', data], {
      env: cleanEnvironment({ SPAREKEY_ROOT_KEY_PASSPHRASE_FD: '3' }),
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    const pipe = child.stdio[3]
    assert.ok(pipe && 'end' in pipe)
    pipe.end('correct horse\n')
    const [code] = (await once(child, 'exit')) as [number | null]
    assert.equal(code, 0)
  },
)

test('a root key lies under a KMS key, wherever that is', async (t) => {
  const kms = await serveStack(t)
  const keeper = await clientsOf(kms)
  await fill(keeper)
  const credentials = (await readCredentialsFile(kms.credentialsFile)).get('111122223333')
  const env = {
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
    AWS_REGION: 'us-east-1',
  }
  const source = `aws-kms:alias/kept@${kms.endpoint}`
  const data = join(scratch(t), 'data')
  const stack = await serveStack(t, ['--data', data, '--root-key', source], env)
  const kept = await fill(await clientsOf(stack))
  // The stack runs on while the root key is rotated under the same KMS key.
  await succeed(['root-key', 'rotate', '--data', data], env)
  await requireKept(await clientsOf(stack), kept)
  await stop(stack.child)
  const line = JSON.parse(rootKeyFile(data))
  assert.match(line.keyId, /^arn:aws:kms:us-east-1:111122223333:key\//)
  await requireServed(t, data, kept, [], env)
  await stop(kms.child)
  await refused(/does not give the root key/, ['verify', '--data', data], env)
})

test('a rotation that is killed leaves a stack that starts, and is finished', async (t) => {
  const stack = await serveStack(t)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  const { data } = stack
  const makes = Array.from({ length: 300 }, () => clients.kms.send(new CreateKeyCommand({})))
  await Promise.all(makes)
  // Of a running stack: the command is killed, or the stack.
  await killedMeanwhile(data)
  await succeed(['verify', '--data', data])
  await succeed(['root-key', 'rotate', '--data', data])
  assert.equal(linesOf(data).length, 1)
  const rotating = sparekey(['root-key', 'rotate', '--data', data])
  while (linesOf(data).length < 2) await sleep(1)
  await stop(stack.child, 'SIGKILL')
  await rotating
  await succeed(['verify', '--data', data])
  await requireServed(t, data, kept)
  await succeed(['root-key', 'rotate', '--data', data])
  assert.equal(sealersOf(data).length, 1)
  for (let round = 0; round < 2; round += 1) {
    const wasKilled = await killedMeanwhile(data)
    await requireServed(t, data, kept)
    const finished = JSON.parse(await succeed(['root-key', 'rotate', '--data', data, '--json']))
    assert.equal(finished.resumed, wasKilled)
    assert.deepEqual(sealersOf(data), [finished.rootKeyId])
  }
})

/** Kill -9 a moment after both root keys are in the file; whether it came in time. */
async function killedMeanwhile(data: string): Promise<boolean> {
  const child = spawn(process.execPath, [LAUNCHER, 'root-key', 'rotate', '--data', data], {
    env: cleanEnvironment(),
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  while (linesOf(data).length < 2 && child.exitCode === null) await sleep(1)
  await sleep(randomInt(15))
  child.kill('SIGKILL')
  await gone
  return linesOf(data).length === 2
}

test('a root key file that others can read, or that holds none, is refused', async (t) => {
  const stack = await serveStack(t)
  await stop(stack.child)
  const file = `${stack.data}.root-key`
  const verify = ['verify', '--data', stack.data]
  chmodSync(file, 0o640)
  await refused(/is open to others: its mode is 640\n.*chmod 600/, verify)
  chmodSync(file, 0o600)
  const whole = rootKeyFile(stack.data)
  for (const text of ['', 'hunter2\n', whole.slice(0, 40), `${whole}hunter2\n`]) {
    writeFileSync(file, text)
    const { code, stderr } = await sparekey(verify)
    assert.equal(code, 1)
    assert.match(stderr, /holds no root key/)
    assert.ok(!stderr.includes('hunter2'))
  }
})
