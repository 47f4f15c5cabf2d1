// A stack over a large data directory: how long it takes to start, its first answers, and its
// memory; `npm run check:size`: a million keys and ten million events, which takes 20 GiB of disk,
// or fewer with SIZE_KEYS=100000 SIZE_EVENTS=1000000. SIZE_DATA=DIR keeps the directory there, and
// uses the one that is there. Built stacks start faster: `npm run build` first.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { EncryptCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { MiB, secondMs } from '../../src/base/sizes.ts'
import { startChildStack, type ChildStack } from '../../test/fixtures/child-stack.ts'
import { ACCOUNT, readCredentialsFile } from '../../test/fixtures/credentials-file.ts'
import { makeLargeDirectory } from '../../test/fixtures/large-directory.ts'

const sizes = {
  keys: Number(process.env.SIZE_KEYS ?? 1_000_000),
  events: Number(process.env.SIZE_EVENTS ?? 10_000_000),
}
const startsMeasured = 3
const startSecondsMax = 2
/** On a machine that is too slow for any start within two seconds. */
const startRatioMax = 1.5
const answerSecondsMax = 1
/** In which a stack gives back what it does not need. */
const quietMs = 12 * secondMs
const tooLong: string[] = []

const folder = process.env.SIZE_DATA ?? mkdtempSync(join(tmpdir(), 'sparekey-size-'))
try {
  await check(join(folder, 'data'), join(folder, 'key-ids.json'))
} finally {
  if (process.env.SIZE_DATA === undefined) rmSync(folder, { recursive: true })
}
assert.deepEqual(tooLong, [])

async function check(data: string, idsFile: string): Promise<void> {
  if (!existsSync(idsFile)) {
    const { value } = await timed(() => makeLargeDirectory(data, sizes))
    writeFileSync(idsFile, JSON.stringify(value))
  }
  const keyIds = JSON.parse(readFileSync(idsFile, 'utf8')) as readonly string[]
  console.log(`${sizes.keys} keys, ${sizes.events} events: ${diskUse(data)} of disk`)
  const starts: number[] = []
  for (let count = 0; count < startsMeasured; count += 1) {
    const { value: stack, seconds } = await timed(() => startChildStack(data))
    starts.push(seconds)
    if (count === 0) await measure(stack, keyIds)
    await stack.kill()
  }
  const empty = await startOverNothing(join(folder, 'empty'))
  console.log(`a start over an empty directory: ${empty.toFixed(2)} s`)
  // Whatever else the machine does only makes one later, and both alike.
  const secondsMax = Math.max(startSecondsMax, startRatioMax * empty)
  tell('a start, the quickest of three', secondsMax, Math.min(...starts))
}

/** In seconds, the quickest of some. */
async function startOverNothing(data: string): Promise<number> {
  const seconds: number[] = []
  for (let count = 0; count < startsMeasured; count += 1) {
    const started = await timed(() => startChildStack(data))
    seconds.push(started.seconds)
    await started.value.kill()
  }
  rmSync(data, { recursive: true })
  rmSync(`${data}.root-key`)
  return Math.min(...seconds)
}

async function measure(stack: ChildStack, keyIds: readonly string[]): Promise<void> {
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const to = { endpoint: stack.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  const [kms, trail] = [new KMSClient(to), new CloudTrailClient(to)]
  tellMemory('after the start', stack)
  const KeyId = keyIds[Math.floor(keyIds.length / 2)] ?? ''
  const Plaintext = Buffer.from('size')
  const user = { AttributeKey: 'Username', AttributeValue: 'user-31' } as const
  const named = { AttributeKey: 'ResourceName', AttributeValue: keyArn(KeyId) } as const
  const asked = {
    'the first Encrypt': () => kms.send(new EncryptCommand({ KeyId, Plaintext })),
    'another Encrypt': () => kms.send(new EncryptCommand({ KeyId, Plaintext })),
    'a page of ListKeys': () => kms.send(new ListKeysCommand({ Limit: 1000 })),
    'the newest events': () => trail.send(new LookupEventsCommand({})),
    'the events of a user': () => trail.send(new LookupEventsCommand({ LookupAttributes: [user] })),
    'the events of a key': () => trail.send(new LookupEventsCommand({ LookupAttributes: [named] })),
  }
  for (const [what, ask] of Object.entries(asked)) {
    tell(what, answerSecondsMax, (await timed<unknown>(ask)).seconds)
  }
  let after: string | undefined
  const pages = await timed(async () => {
    for (let page = 0; page < 100; page += 1) {
      const Marker = after === undefined ? {} : { Marker: after }
      after = (await kms.send(new ListKeysCommand({ Limit: 1000, ...Marker }))).NextMarker
      if (after === undefined) return
    }
  })
  console.log(`a hundred pages of ListKeys: ${pages.seconds.toFixed(2)} s`)
  for (let count = 0; count < 2000; count += 1) {
    const id = keyIds[(count * 499) % keyIds.length] ?? ''
    await kms.send(new EncryptCommand({ KeyId: id, Plaintext }))
  }
  tellMemory('after 100,000 keys were listed and 2,000 used', stack)
  await setTimeout(quietMs)
  tellMemory('after quiet seconds', stack)
}

function keyArn(keyId: string): string {
  return `arn:aws:kms:us-east-1:${ACCOUNT}:key/${keyId}`
}

async function timed<Made>(act: () => Promise<Made>) {
  const began = performance.now()
  const value = await act()
  return { value, seconds: (performance.now() - began) / secondMs }
}

function tell(what: string, secondsMax: number, seconds: number): void {
  console.log(`${what}: ${seconds.toFixed(2)} s, at most ${secondsMax.toFixed(1)} s`)
  if (seconds > secondsMax) tooLong.push(`${what}: ${seconds.toFixed(2)} s`)
}

function tellMemory(when: string, { pid }: ChildStack): void {
  const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  console.log(`resident ${when}: ${((Number(kB) * 1024) / MiB).toFixed(0)} MiB`)
}

function diskUse(data: string): string {
  return execFileSync('du', ['-sh', data], { encoding: 'utf8' }).split('\t')[0] ?? ''
}
