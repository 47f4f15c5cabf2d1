// `sparekey backup` and `sparekey restore` as their user meets them.

import { LookupEventsCommand, CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  paginateListAliases,
  type CreateKeyCommandOutput,
} from '@aws-sdk/client-kms'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, sparekey, stop } from '../cli/sparekey.ts'
import type { Stack } from '../cli/sparekey.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, fill, putObject, requireKept, type Clients } from './kept-stack.ts'

async function succeed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await sparekey(args)
  assert.equal(code, 0, stderr)
  return stdout
}

async function refused(says: RegExp, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await sparekey(args)
  assert.equal(code, 1)
  assert.match(stderr, says)
}

const rootKeyText = ({ data }: Pick<Stack, 'data'>): string =>
  readFileSync(`${data}.root-key`, 'ascii').trim()

/** A stack over another directory, which ends with the test. */
async function serveRestored(t: TestContext, data: string) {
  const stack = await startChildStack(data)
  t.after(() => stack.kill())
  return stack
}

/** Adds aliases and replaces objects, until it is told to stop. */
async function work({ kms, s3 }: Clients, signal: AbortSignal): Promise<number> {
  let made: Pick<CreateKeyCommandOutput, 'KeyMetadata'> = { KeyMetadata: undefined }
  for (let round = 0; ; round += 1) {
    if (signal.aborted) return round
    const AliasName = `alias/worked-${String(round).padStart(5, '0')}`
    // A key has few aliases.
    const { KeyMetadata } = round % 40 === 0 ? await kms.send(new CreateKeyCommand({})) : made
    made = { KeyMetadata }
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }))
    await putObject(s3, `worked-${round % 3}`, Buffer.alloc(30_000, round % 250))
    if (round % 5 === 4) {
      await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'worked-0' }))
    }
  }
}

test('a backup of a stack at work is of one moment, and a stack goes on from it', async (t) => {
  const stack = await serveStack(t)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  const end = new AbortController()
  const working = work(clients, end.signal)
  const [out, data] = [join(scratch(t), 'kept.backup'), join(scratch(t), 'data')]
  await sleep(400)
  const made = JSON.parse(await succeed('backup', out, '--data', stack.data, '--json'))
  end.abort()
  const rounds = await working
  await requireKept(clients, kept)

  assert.equal(statSync(out).mode & 0o777, 0o600)
  assert.equal(made.rootKey, false)
  assert.deepEqual(made.leftOut, [])
  const shown = JSON.parse(await succeed('restore', out, '--show', '--json'))
  assert.equal(shown.newestEvent, made.newestEvent)
  const told = await succeed('restore', out, '--data', data)
  assert.match(told, /put the root key back: .*data\.root-key/)
  copyFileSync(`${stack.data}.root-key`, `${data}.root-key`)
  await succeed('verify', '--data', data)
  const restored = await serveRestored(t, data)
  const again = await clientsOf(restored)
  await requireKept(again, kept)
  const names = await workedAliases(again)
  assert.ok(names.length > 0 && names.length <= rounds, `${names.length} of ${rounds}`)
  assert.equal(made.rows['kms.aliases'], names.length + 1)
  assert.deepEqual(names, await aliasesOfEvents(restored, names.length))
  // It goes on: what is recorded now is found, and none of it under a number that was given.
  await again.kms.send(
    new CreateAliasCommand({ AliasName: 'alias/worked-after', TargetKeyId: kept.keyId }),
  )
  assert.deepEqual(await aliasesOfEvents(restored, names.length + 1), [
    ...names,
    'alias/worked-after',
  ])
})

async function workedAliases({ kms }: Clients): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { Aliases = [] } of paginateListAliases({ client: kms }, { Limit: 100 })) {
    names.push(...Aliases.map(({ AliasName = '' }) => AliasName))
  }
  return names.filter((name) => name.startsWith('alias/worked')).sort()
}

/** Those that CreateAlias made, the newest `count` of them, in order. */
async function aliasesOfEvents(stack: Parameters<typeof clientsOf>[0], count: number) {
  const { kms } = await clientsOf(stack)
  const { region, credentials } = kms.config
  const cloudTrail = new CloudTrailClient({
    endpoint: stack.endpoint,
    region: await region(),
    credentials: await credentials(),
  })
  const names: string[] = []
  for (let NextToken: string | undefined; names.length < count;) {
    const answer = await cloudTrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateAlias' }],
        NextToken,
      }),
    )
    for (const { CloudTrailEvent = '{}' } of answer.Events ?? []) {
      names.push(JSON.parse(CloudTrailEvent).requestParameters.aliasName)
    }
    NextToken = answer.NextToken
    if (NextToken === undefined) break
  }
  return names.slice(0, count).sort()
}

test('a stack that is down is backed up too, with the root key only where asked', async (t) => {
  const stack = await serveStack(t)
  const kept = await fill(await clientsOf(stack))
  const secret = /aws_secret_access_key = (\S+)/.exec(readFileSync(stack.credentialsFile, 'utf8'))
  await stop(stack.child)
  const folder = scratch(t)
  const [without, withKey] = [join(folder, 'without'), join(folder, 'with')]
  assert.match(await succeed('backup', without, '--data', stack.data), /root key\s+not in it/)
  const warned = await succeed('backup', withKey, '--data', stack.data, '--with-root-key')
  assert.match(warned, /root key\s+IN IT/)
  for (const text of [rootKeyText(stack), secret?.[1] ?? '?']) {
    assert.ok(!readFileSync(without).includes(text))
    assert.ok(readFileSync(withKey).includes(text))
  }
  const data = join(folder, 'data')
  await succeed('restore', withKey, '--data', data)
  assert.equal(statSync(`${data}.root-key`).mode & 0o777, 0o600)
  assert.equal(statSync(data).mode & 0o777, 0o700)
  assert.ok(!existsSync(join(data, 'root-key')))
  await requireKept(await clientsOf(await serveRestored(t, data)), kept)
})

test('nothing is overwritten, and what is no whole backup gives nothing', async (t) => {
  const stack = await serveStack(t)
  await fill(await clientsOf(stack))
  const folder = scratch(t)
  const [out, data] = [join(folder, 'one'), join(folder, 'data')]
  await succeed('backup', out, '--data', stack.data)
  const bytes = readFileSync(out)
  await refused(/is there already/, 'backup', out, '--data', stack.data)
  await refused(/is in the data directory/, 'backup', join(stack.data, 'x'), '--data', stack.data)
  await refused(/holds no Sparekey data/, 'backup', join(folder, 'y'), '--data', join(folder, 'z'))
  await refused(/holds something already/, 'restore', out, '--data', stack.data)
  assert.deepEqual(readFileSync(out), bytes)
  const wrecks = {
    'cut off': bytes.subarray(0, bytes.length - 5000),
    changed: Buffer.concat([bytes.subarray(0, 5000), Buffer.of(1), bytes.subarray(5001)]),
    'not a backup': Buffer.from('somebody’s notes'),
    empty: Buffer.alloc(0),
  }
  for (const [how, wreck] of Object.entries(wrecks)) {
    const file = join(folder, how)
    writeFileSync(file, wreck)
    await refused(/is no whole backup/, 'restore', file, '--data', data)
    assert.ok(!existsSync(data), how)
  }
  assert.deepEqual(readdirSync(folder).sort(), [...Object.keys(wrecks), 'one'].sort())
})

test('data of a newer version is neither backed up nor checked', async (t) => {
  const stack = await serveStack(t)
  await stop(stack.child)
  const database = new DatabaseSync(join(stack.data, 'state.db'))
  database.exec('PRAGMA user_version = 1000')
  database.close()
  const out = join(scratch(t), 'out')
  await refused(/written by a newer version/, 'backup', out, '--data', stack.data)
  await refused(/written by a newer version/, 'verify', '--data', stack.data)
})

test('a backup and a restore that are killed leave everything usable', async (t) => {
  const stack = await serveStack(t)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  for (const name of ['x', 'y', 'z']) await putObject(clients.s3, name, Buffer.alloc(5e6, name))
  const folder = scratch(t)
  const [out, data] = [join(folder, 'out'), join(folder, 'data')]
  for (let round = 0; round < 4; round += 1) {
    await killedMeanwhile(['backup', out, '--data', stack.data], `${out}.part`)
    assert.ok(!existsSync(out), 'whole or not at all')
  }
  await requireKept(clients, kept)
  await succeed('backup', out, '--data', stack.data, '--with-root-key')
  assert.deepEqual(readdirSync(folder), ['out'])
  for (let round = 0; round < 4; round += 1) {
    await killedMeanwhile(['restore', out, '--data', data], `${data}.restoring`)
    assert.ok(!existsSync(data), 'whole or not at all')
  }
  await succeed('restore', out, '--data', data)
  await requireKept(await clientsOf(await serveRestored(t, data)), kept)
  assert.ok(!existsSync(`${data}.restoring`))
})

/** Kill -9 a moment after `sign` is there; once it was too late, the next one is killed earlier. */
async function killedMeanwhile(args: readonly string[], sign: string): Promise<void> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: cleanEnvironment(),
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  while (!existsSync(sign) && child.exitCode === null) await sleep(1)
  await sleep(randomInt(10))
  child.kill('SIGKILL')
  const [, signal] = await gone
  assert.equal(signal, 'SIGKILL', 'it was killed before it was done')
}
