// What the person at the terminal reads when the stack cannot start: one sentence with the cause,
// one with the remedy, and the data left as it was.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { before, test, type TestContext } from 'node:test'
import { cleanEnvironment, LAUNCHER, scratch } from '../cli/sparekey.ts'
import { startWorld } from '../fixtures/world.ts'

const startMsMax = 10_000
/** Whoever owns nothing. */
const NOBODY = 65_534

/** A data directory with its root key, made once and copied for every test. */
let made: string

before(async (t) => {
  made = join(scratch(t as TestContext), 'data')
  const world = await startWorld({ data: made })
  await world.user('alice')
  await world.close()
})

function copyOfData(t: TestContext): string {
  const data = join(scratch(t), 'data')
  cpSync(made, data, { recursive: true })
  cpSync(`${made}.root-key`, `${data}.root-key`)
  chmodSync(data, 0o700)
  return data
}

interface Refused {
  readonly data: string
  readonly says: RegExp
  readonly hint: RegExp
  readonly args?: readonly string[]
  readonly uid?: number
}

async function assertRefused({ data, says, hint, args = [], uid }: Refused): Promise<void> {
  const started = ['serve', '--port', '0', '--data', data, ...args]
  const child = spawn(process.execPath, [LAUNCHER, ...started], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: startMsMax,
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 1, stderr)
  const [sentence = '', ...hints] = stderr.trimEnd().split('\n')
  assert.match(sentence, says)
  assert.match(hints.join('\n'), hint)
  assert.ok(
    hints.every((line) => line.startsWith('  hint: ')),
    stderr,
  )
}

test('another root key than the data’s is told at the start, not at a Decrypt', async (t) => {
  const data = copyOfData(t)
  const file = `${data}.root-key`
  const bytes = Buffer.alloc(32, 7).toString('base64')
  writeFileSync(file, `sparekey-root-key-v1:${bytes}\n`)
  const says = /^sparekey: the root key file `.*data\.root-key` is not the one that `.*` was sealed/
  await assertRefused({ data, says, hint: /put back the file that belongs to this data/ })
})

test('a missing root key is told, and none is made', async (t) => {
  const data = copyOfData(t)
  rmSync(`${data}.root-key`)
  await assertRefused({ data, says: /root key file .* is missing/, hint: /from your backup/ })
  assert.deepEqual(readdirSync(dirname(data)), ['data'])
})

test('a root key that others can read is refused with the command that closes it', async (t) => {
  const data = copyOfData(t)
  chmodSync(`${data}.root-key`, 0o644)
  const says = /is open to others: its mode is 644/
  await assertRefused({ data, says, hint: /chmod 600 '.*data\.root-key'/ })
})

test('data of a newer version is refused and left as it is', async (t) => {
  const data = copyOfData(t)
  const path = join(data, 'state.db')
  const database = new DatabaseSync(path)
  database.exec('PRAGMA user_version = 1000')
  database.close()
  const bytes = readFileSync(path)
  const says = /was written by a newer version of Sparekey: its schema is 1000/
  await assertRefused({ data, says, hint: /start it with that version/ })
  assert.deepEqual(readFileSync(path), bytes)
})

/** Each makes another kind of wreck of a database. */
const wrecks: Readonly<Record<string, (path: string) => void>> = {
  'overwritten with something else': (path) => writeFileSync(path, 'no database'.repeat(1000)),
  'cut off in the middle': (path) => truncateSync(path, 3 * 4096),
  emptied: (path) => truncateSync(path, 0),
  'with pages of noise': (path) => {
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4096, bytes.length)
    writeFileSync(path, bytes)
  },
}

for (const [how, wreck] of Object.entries(wrecks)) {
  test(`a state.db ${how} is told, with the backup as remedy, and never overwritten`, async (t) => {
    const data = copyOfData(t)
    const path = join(data, 'state.db')
    wreck(path)
    const bytes = readFileSync(path)
    await assertRefused({ data, says: /`.*state\.db` is damaged: /, hint: /from your backup/ })
    assert.deepEqual(readFileSync(path), bytes)
  })
}

test('a file in the place of the data directory is told, and kept', async (t) => {
  const data = join(scratch(t), 'data')
  writeFileSync(data, 'somebody’s notes')
  await assertRefused({ data, says: /`.*data` is not a directory/, hint: /--data DIR/ })
  assert.equal(readFileSync(data, 'utf8'), 'somebody’s notes')
})

test('a port that only the administrator may open is told', async (t) => {
  if (process.getuid?.() === 0) return t.skip('this is the administrator')
  const args = ['--port', '1']
  const says = /port 1 may not be listened on/
  return assertRefused({ data: join(scratch(t), 'data'), args, says, hint: /--port 4599/ })
})

const places: Readonly<Record<string, (data: string) => void>> = {
  'a data directory that may not be read': (data) => chmodSync(data, 0o000),
  'a data directory that may not be written': (data) => {
    rmSync(join(data, 'lock'))
    chmodSync(data, 0o500)
  },
  'a state.db that may not be written': (data) => chmodSync(join(data, 'state.db'), 0o400),
  'a place in which no data directory may be made': (data) => {
    rmSync(data, { recursive: true })
    rmSync(`${data}.root-key`)
    chmodSync(dirname(data), 0o500)
  },
}

for (const [place, spoil] of Object.entries(places)) {
  test(`${place} is told, with its path`, async (t) => {
    const uid = process.getuid?.() === 0 ? NOBODY : undefined
    if (uid !== undefined && !(await canRun(uid))) return t.skip('nobody may not read this tree')
    const data = copyOfData(t)
    if (uid !== undefined) giveTo(uid, dirname(data))
    spoil(data)
    const says = /^sparekey: `.*data[^`]*` may not be read or written by this user/
    try {
      await assertRefused({ data, says, hint: /ls -ld '/, ...(uid !== undefined && { uid }) })
    } finally {
      for (const folder of [dirname(data), data]) if (existsSync(folder)) chmodSync(folder, 0o700)
    }
  })
}

function giveTo(uid: number, folder: string): void {
  const names = readdirSync(folder, { recursive: true }).map(String)
  for (const name of ['', ...names]) chownSync(join(folder, name), uid, uid)
}

async function canRun(uid: number): Promise<boolean> {
  const options = { uid, gid: uid, stdio: 'ignore', cwd: tmpdir() } as const
  const [code] = await once(spawn(process.execPath, [LAUNCHER, '--version'], options), 'close')
  return code === 0
}

test('a data directory that is not there is made, with everything above it', async (t) => {
  const data = join(scratch(t), 'far', 'away', 'data')
  const world = await startWorld({ data })
  await world.close()
  mkdirSync(data, { recursive: true })
  assert.ok(readdirSync(data).includes('state.db'))
})
