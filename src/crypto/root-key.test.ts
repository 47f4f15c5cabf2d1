import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { World } from '../base/world.ts'
import { RootKeyError, rootKeyFileOf, rootKeyFromFile } from './root-key.ts'

const world: World = { now: () => new Date(0), randomBytes, uuid: randomUUID }

function dataDirectory(t: TestContext): string {
  const parent = mkdtempSync(join(tmpdir(), 'sparekey-root-key-'))
  t.after(() => rmSync(parent, { recursive: true }))
  return join(parent, 'data')
}

function withData(directory: string): string {
  mkdirSync(directory)
  writeFileSync(join(directory, 'state.db'), 'rows')
  return directory
}

test('a new data directory gets a root key beside it that only the owner can read', (t) => {
  const directory = dataDirectory(t)
  rootKeyFromFile(directory, world)
  assert.equal(rootKeyFileOf(`${directory}/`), `${directory}.root-key`)
  assert.equal(statSync(`${directory}.root-key`).mode & 0o777, 0o600)
})

test('the root key is the same the next time, when there is data', (t) => {
  const directory = dataDirectory(t)
  const first = rootKeyFromFile(directory, world)
  assert.ok(rootKeyFromFile(withData(directory), world).equals(first))
})

test('a data directory without its root key is refused, and no key is made', (t) => {
  const directory = withData(dataDirectory(t))
  const refused = (error: unknown) =>
    error instanceof RootKeyError && /is missing/.test(error.message) && /backup/.test(error.hint)
  assert.throws(() => rootKeyFromFile(directory, world), refused)
  assert.throws(() => rootKeyFromFile(directory, world), refused)
})

test('a root key that others can read is refused', (t) => {
  const directory = dataDirectory(t)
  rootKeyFromFile(directory, world)
  chmodSync(rootKeyFileOf(directory), 0o640)
  assert.throws(
    () => rootKeyFromFile(directory, world),
    (error: RootKeyError) =>
      /mode is 640/.test(error.message) && error.hint.startsWith('chmod 600'),
  )
})

test('a file that holds no root key is refused without showing what it holds', (t) => {
  const directory = dataDirectory(t)
  rootKeyFromFile(directory, world)
  const file = rootKeyFileOf(directory)
  const whole = readFileSync(file, 'ascii')
  for (const text of ['', 'hunter2', whole.slice(0, 40)]) {
    writeFileSync(file, text)
    assert.throws(
      () => rootKeyFromFile(directory, world),
      (error: RootKeyError) =>
        /holds no root key/.test(error.message) && !/hunter2/.test(error.message),
    )
  }
})
