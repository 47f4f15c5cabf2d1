// The archive of a backup: those of earlier versions are restored, and what is no backup of ours
// gives nothing, whatever stands in it.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test, type TestContext } from 'node:test'
import { gather } from '../../src/base/gather.ts'
import { fileAlone } from '../../src/server/root-key/root-key-source.ts'
import { makeBackup } from '../../src/server/upkeep/backup/make-backup.ts'
import { restoreBackup } from '../../src/server/upkeep/backup/restore.ts'
import { readStatement } from '../../src/server/upkeep/backup/statement.ts'
import { readTar } from '../../src/server/upkeep/backup/tar-reader.ts'
import { TarWriter } from '../../src/server/upkeep/backup/tar-writer.ts'
import { openSealer } from '../../src/server/upkeep/open-sealer.ts'
import { verifyDirectory } from '../../src/server/upkeep/verify/verify.ts'
import { scratch } from '../cli/sparekey.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, fill } from './kept-stack.ts'
import { ustar, ustarBackup, type TarFile } from './ustar.ts'

/** The files of a backup, and what it says of itself. */
let files: readonly TarFile[]
let statement: object
let backup: string
let backupBytes: number

before(async (t) => {
  const folder = scratch(t as TestContext)
  const data = join(folder, 'data')
  const stack = await startChildStack(data)
  await fill(await clientsOf(stack))
  await stack.kill()
  backup = join(folder, 'backup')
  const made = await makeBackup({ data, out: backup, withRootKey: true, now: new Date() })
  backupBytes = made.bytes
  const found: TarFile[] = []
  for await (const { name, content } of readTar(backup)) {
    found.push({ name, content: await gather(content) })
  }
  const said = found.pop()
  statement = JSON.parse(Buffer.from(said?.content ?? []).toString()) as object
  files = found
})

test('a backup that the writer of version 0.1 made is restored, and is whole', async (t) => {
  const [file, data] = [join(scratch(t), 'old'), join(scratch(t), 'data')]
  writeFileSync(file, ustarBackup(files, statement))
  assert.equal((await readStatement(file)).rootKey, true)
  await restoreBackup({ file, data })
  const { problems } = await verifyDirectory(data, await openSealer(data, fileAlone))
  assert.deepEqual(problems, [])
})

test('tar lists a backup, and every file in it is its owner’s alone', (t) => {
  assert.equal(statSync(backup).size, backupBytes)
  const { status, stdout } = spawnSync('tar', ['tvf', backup], { encoding: 'utf8' })
  if (status === null) return t.skip('there is no tar')
  const lines = stdout.trimEnd().split('\n')
  assert.equal(lines.length, files.length + 1)
  assert.ok(
    lines.every((line) => line.startsWith('-rw------- ')),
    stdout,
  )
  assert.match(lines.at(-1) ?? '', /sparekey-backup\.json$/)
})

const state = (): TarFile => files.find(({ name }) => name === 'state.db') ?? { name: '' }
const outside = { name: '../outside', content: Buffer.from('x') }
/** A pax header: its content says what the file behind it is called, or how long it is. */
const pax = (record: string): TarFile => ({
  name: 'PaxHeader',
  type: 'x',
  content: Buffer.from(`${record.length + 4} ${record}\n`),
})

const HOSTILE: Readonly<Record<string, () => Buffer>> = {
  'a path that leads out': () => ustarBackup([...files, outside], statement),
  'an absolute path': () => ustarBackup([...files, { ...outside, name: '/tmp/x' }], statement),
  'a path out of a known folder': () =>
    ustarBackup([...files, { ...outside, name: 'events/../../2026-01-01.db' }], statement),
  'a symbolic link': () =>
    ustarBackup([{ name: 'state.db', type: '2', linkTo: '/etc/passwd' }, ...files], statement),
  'a hard link': () =>
    ustarBackup([{ name: 'credentials', type: '1', linkTo: 'root-key' }, ...files], statement),
  'a directory': () => ustarBackup([{ name: 'state.db', type: '5' }, ...files], statement),
  'a device': () => ustarBackup([{ name: 'state.db', type: '3' }, ...files], statement),
  'a longer header with a path': () =>
    ustarBackup([pax('path=../outside'), outside, ...files], statement),
  'a longer header with the path of a file': () =>
    ustarBackup([pax('path=state.db'), ...files], statement),
  'a longer header with a size': () => ustarBackup([pax('size=1000000'), ...files], statement),
  'a longer header without end': () =>
    ustar([{ name: 'PaxHeader', type: 'x', size: '77777777777', content: randomBytes(100_000) }]),
  'a file twice': () => ustarBackup([state(), ...files], statement),
  'a size that is none': () => ustar([{ ...state(), size: 'ninety-nine' }]),
  'a size beyond all disks': () => ustar([{ ...state(), size: '\u00807777777777' }]),
  'a negative size': () => ustar([{ ...state(), size: '\u00ff'.repeat(12) }]),
  'a size beyond the end': () => ustar([...files, { ...state(), size: '77777777777' }]),
  'a statement alone': () => ustarBackup([], statement),
  'a statement without end': () =>
    ustar([...files, { name: 'sparekey-backup.json', size: '77777777777' }]),
  'no statement': () => ustar(files),
  'a changed hash': () =>
    ustar([...files, { name: 'sparekey-backup.json', content: Buffer.from('{"backup":1}') }]),
  text: () => Buffer.from('no archive at all\n'.repeat(100)),
}

for (const [what, make] of Object.entries(HOSTILE)) {
  test(`${what} in an archive is refused, and nothing is left`, async (t) => {
    const folder = scratch(t)
    const [file, data] = [join(folder, 'hostile'), join(folder, 'in', 'data')]
    writeFileSync(file, make())
    await assert.rejects(restoreBackup({ file, data }), (error: Error) => {
      assert.match(String(error.message), /is no whole backup/, String(error.stack))
      return true
    })
    assert.ok(!existsSync(data) && !existsSync(`${data}.root-key`))
    assert.deepEqual(readdirSync(folder).toSorted(), ['hostile', 'in'])
    assert.deepEqual(readdirSync(join(folder, 'in')), [])
  })
}

test('an archive that is cut off anywhere is refused', async (t) => {
  const folder = scratch(t)
  const [file, data] = [join(folder, 'cut'), join(folder, 'data')]
  const whole = ustarBackup(files, statement)
  const ends = [1, 511, 512, 1024, 5000, whole.length / 2, whole.length - 1500]
  for (const end of ends.map(Math.floor)) {
    writeFileSync(file, whole.subarray(0, end))
    await assert.rejects(restoreBackup({ file, data }), /is no whole backup/, `at ${end}`)
    assert.ok(!existsSync(data))
  }
})

test('a file that ends early, or grows, while it is archived breaks no archive', async (t) => {
  const path = join(scratch(t), 'archive')
  for (const bytes of [5, 20]) {
    const tar = await TarWriter.create(path, 0)
    const add = tar.add('state.db', 10, pieces(Buffer.alloc(bytes)))
    await assert.rejects(add)
    await tar.abandon()
    rmSync(path)
  }
})

async function* pieces(...all: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  for (const one of all) yield one
}

test('content without end is packed and unpacked in little memory', async (t) => {
  const path = join(scratch(t), 'archive')
  const [piece, count] = [randomBytes(1024 * 1024), 200]
  const tar = await TarWriter.create(path, 0)
  const before = process.memoryUsage().rss
  async function* many(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < count; at += 1) yield piece
  }
  await tar.add('state.db', piece.length * count, many())
  const digest = await tar.digest()
  await tar.add('credentials', 0, pieces())
  await tar.finish()
  const sizes: number[] = []
  for await (const { name, size, content, digestBefore } of readTar(path)) {
    if (name === 'credentials') assert.equal(digestBefore, digest)
    let found = 0
    for await (const chunk of content) found += chunk.length
    assert.equal(found, size)
    sizes.push(size)
  }
  assert.deepEqual(sizes, [piece.length * count, 0])
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  assert.ok(grown < 150, `it grew by ${grown.toFixed(0)} MiB`)
})
