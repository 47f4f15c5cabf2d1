// Backup, restore and verify of a large data directory while its stack is at work: how long each
// takes, the memory of each, and what requests notice; `npm run check:backup`: 100,000 keys, a
// million events and a GiB of objects, or others with SIZE_KEYS, SIZE_EVENTS and SIZE_OBJECTS_MIB.
// SIZE_DATA=DIR takes what `npm run check:size` has made there, and keeps it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { MiB, secondMs } from '../../src/base/sizes.ts'
import { cleanEnvironment, LAUNCHER } from '../../test/cli/sparekey.ts'
import { startChildStack, type ChildStack } from '../../test/fixtures/child-stack.ts'
import { ACCOUNT, readCredentialsFile } from '../../test/fixtures/credentials-file.ts'
import { makeLargeDirectory } from '../../test/fixtures/large-directory.ts'
import { steadyLoad, type SteadyLoad } from '../../test/journey/steady-load.ts'

const sizes = {
  keys: Number(process.env.SIZE_KEYS ?? 100_000),
  events: Number(process.env.SIZE_EVENTS ?? 1_000_000),
}
const objectsMiB = Number(process.env.SIZE_OBJECTS_MIB ?? 1024)
const workers = 2
const keysInUse = 20
const quietMs = 15 * secondMs
const sampleEveryMs = 50
/** A command takes no more memory for a directory that is larger. */
const residentMaxMiB = 600

const given = process.env.SIZE_DATA
const folder = given ?? mkdtempSync(join(tmpdir(), 'sparekey-backup-'))
const data = join(folder, 'data')
const [out, restored] = [join(folder, 'out.backup'), join(folder, 'restored')]
try {
  if (!existsSync(data)) await makeLargeDirectory(data, sizes)
  const stack = await startChildStack(data)
  try {
    await putObjects(stack)
    await check(await steadyLoad(stack, keysInUse))
  } finally {
    await stack.kill()
  }
} finally {
  const left = given === undefined ? [folder] : [out, restored, `${restored}.root-key`]
  for (const path of left) rmSync(path, { recursive: true, force: true })
}

async function putObjects({ endpoint, credentialsFile }: ChildStack): Promise<void> {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'large' }))
  for (let made = 0; made < objectsMiB; made += 1) {
    const Body = randomBytes(MiB)
    await s3.send(new PutObjectCommand({ Bucket: 'large', Key: `object-${made}`, Body }))
  }
}

async function check(load: SteadyLoad): Promise<void> {
  const quiet = await underLoad(load, () => sleep(quietMs))
  tellLatencies('before', quiet.latencies)
  const backup = await underLoad(load, () => command('backup', out, '--data', data))
  tell('backup', backup.value)
  tellLatencies('during the backup', backup.latencies)
  console.log(`the backup has ${(statSync(out).size / MiB).toFixed(0)} MiB`)
  tell('restore --show', await command('restore', out, '--show'))
  const restore = await underLoad(load, () => command('restore', out, '--data', restored))
  tell('restore', restore.value)
  tellLatencies('during the restore', restore.latencies)
  copyFileSync(`${data}.root-key`, `${restored}.root-key`)
  tell('verify of what was restored', await command('verify', '--data', restored))
  const verify = await underLoad(load, () => command('verify', '--data', data))
  tell('verify of what is at work', verify.value)
  tellLatencies('during the verify', verify.latencies)
}

async function underLoad<Made>(load: SteadyLoad, act: () => Promise<Made>) {
  const end = new AbortController()
  const work = Array.from({ length: workers }, () => load.run(end.signal))
  const value = await act()
  end.abort()
  return { value, latencies: (await Promise.all(work)).flat() }
}

interface Ran {
  readonly seconds: number
  /** The most that it had. */
  readonly residentMiB: number
}

async function command(...args: readonly string[]): Promise<Ran> {
  const began = performance.now()
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let residentMiB = 0
  const timer = setInterval(() => {
    residentMiB = Math.max(residentMiB, peakOf(child.pid ?? 0))
  }, sampleEveryMs)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(timer)
  assert.equal(code, 0, args.join(' '))
  return { seconds: (performance.now() - began) / secondMs, residentMiB }
}

function peakOf(pid: number): number {
  try {
    const [, kB] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return (Number(kB ?? 0) * 1024) / MiB
  } catch {
    return 0 // It has just ended.
  }
}

function tell(what: string, { seconds, residentMiB }: Ran): void {
  console.log(`${what}: ${seconds.toFixed(1)} s, ${residentMiB.toFixed(0)} MiB resident at most`)
  assert.ok(residentMiB <= residentMaxMiB, `${what} takes more than ${residentMaxMiB} MiB`)
}

function tellLatencies(when: string, latencies: readonly number[]): void {
  const sorted = latencies.toSorted((one, other) => one - other)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
  console.log(
    `acts ${when}: ${sorted.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  )
}
