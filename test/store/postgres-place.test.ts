import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPostgres } from './postgres-place.ts'

const postgres = findPostgres()
const skip =
  'skip' in postgres ? postgres.skip : !postgres.crash && 'the server is not ours to start'

const STARTER = `
  import { findPostgres } from '${new URL('./postgres-place.ts', import.meta.url).href}'
  console.log(findPostgres().url)
  setInterval(() => {}, 1000)`

test(
  'a server ends with the process that it was started for, though that be killed',
  { skip },
  async () => {
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', STARTER], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: starter.stdout })
    const url = await once(lines, 'line').then(([line]) => String(line))
    const folder = new URL(url).searchParams.get('host') ?? ''
    assert.ok(existsSync(folder))
    starter.kill('SIGKILL')
    for (let tries = 0; existsSync(folder); tries += 1) {
      assert.ok(tries < 300, 'it is still there')
      await sleep(100)
    }
  },
)
