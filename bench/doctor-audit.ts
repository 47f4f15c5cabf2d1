// `sparekey audit` and `who-can` in a fresh process each, over an account of 1,000 roles and 200
// keys, of which 50 may not be read and are rebuilt from events.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACCOUNT } from '../test/fixtures/credentials-file.ts'
import { largeAccount } from '../test/fixtures/large-account.ts'

const LAUNCHER = fileURLToPath(new URL('../bin/sparekey.js', import.meta.url))
const SIZE = { roles: 1000, users: 50, keys: 200 }
const ROUNDS = 3

/** One line for each command: the median and the worst of some runs, in seconds. */
export async function printAudit(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sparekey-audit-'))
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, largeAccount(SIZE))
  const stack = await serve(join(folder, 'data'), seed)
  try {
    const { roles, keys } = SIZE
    console.log(`\n| ${roles} roles, ${keys} keys, a fresh process | median s | worst s |`)
    console.log('|---|---:|---:|')
    const asks: readonly (readonly string[])[] = [
      ['audit'],
      ['who-can', 'change-policy', 'alias/key1'],
      ['who-can', 'kms:*', 'alias/key1', '--via-roles'],
    ]
    for (const words of asks) {
      const seconds = await timesOf(words, stack.endpoint, join(folder, 'data', 'credentials'))
      const [median = NaN, worst = NaN] = [seconds[Math.floor(ROUNDS / 2)], seconds.at(-1)]
      console.log(`| sparekey ${words.join(' ')} | ${median.toFixed(2)} | ${worst.toFixed(2)} |`)
    }
  } finally {
    await stack.stop()
    rmSync(folder, { recursive: true })
  }
}

/** LookupEvents takes two requests a second, as on AWS. */
async function serve(data: string, seed: string) {
  const words = ['serve', '--port', '0', '--data', data, '--seed', seed]
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [ready] = (await once(child, 'message')) as [{ endpoint: string }]
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { endpoint: ready.endpoint, stop }
}

async function timesOf(
  words: readonly string[],
  endpoint: string,
  credentials: string,
): Promise<readonly number[]> {
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now()
    await run(words, endpoint, credentials)
    seconds.push((performance.now() - from) / 1000)
  }
  return seconds.toSorted((one, other) => one - other)
}

/** Findings end an audit with 2: only a failure is one here. */
function run(words: readonly string[], endpoint: string, credentials: string): Promise<void> {
  const place = ['--endpoint', endpoint, '--profile', ACCOUNT]
  const env = { ...process.env, AWS_SHARED_CREDENTIALS_FILE: credentials }
  return new Promise((resolve, reject) => {
    const args = [LAUNCHER, ...words, ...place, '--region', 'us-east-1', '--json']
    execFile(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 }, (fault) => {
      if (fault && fault.code !== 2) reject(fault)
      else resolve()
    })
  })
}
