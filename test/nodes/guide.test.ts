// What the guide to several nodes has its reader type, with this machine's places for the reader's.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { silentTerminal } from '../../scripts/docs/silent-terminal.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { settingsOf } from '../../src/cli/program/settings.ts'
import type { FileId } from '../../src/store/object-file.ts'
import { parseBucketAddress } from '../../src/store/s3/address.ts'
import { openBucketPlace } from '../../src/store/s3/bucket-place.ts'
import { cleanEnvironment, LAUNCHER, scratch, serveStack, stop } from '../cli/sparekey.ts'
import { blocksOf } from '../guides/blocks.ts'
import { startBucket, type TestBucket } from '../store/bucket-place.ts'
import { inChunks } from '../store/file-conformance.ts'
import { findPostgres, newPostgresPlace } from '../store/postgres-place.ts'
import { clientsOf, fill, requireKept } from '../upkeep/kept-stack.ts'

const blocks = blocksOf('docs/guides/run-several-nodes.md')
const textsIn = (language: string): readonly string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => text)

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

let bucket: TestBucket
before(async () => {
  bucket = await startBucket()
})
after(() => bucket.close())

test('what the drop-in sets are settings, and the place of the objects is one', () => {
  const serve = sparekeyProgram('', silentTerminal(), () => undefined).commands.find(
    (command) => command.name() === 'serve',
  )
  assert.ok(serve)
  const variables = settingsOf(serve).map(({ variable }) => variable)
  const [dropIn = ''] = textsIn('ini')
  const set = [...dropIn.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name)
  assert.ok(set.length > 4)
  assert.deepEqual(
    set.filter((name) => !variables.includes(name)),
    [],
  )
  const [, url = ''] = /^--objects (\S+)$/m.exec(textsIn('')[0] ?? '') ?? []
  assert.equal(parseBucketAddress(url).region, 'eu-central-1')
})

test('the policy allows what nodes do in the bucket', async (t) => {
  const policy = (textsIn('json')[0] ?? '')
    .replaceAll('my-bucket', 'objects')
    .replaceAll('objects/sparekey', 'objects/*')
  const node = await bucket.world.user('node', JSON.parse(policy) as object)
  const root = bucket.world.root()
  t.after(() => setCredentials(root))
  setCredentials(node)
  const copiesDirectory = mkdtempSync(join(tmpdir(), 'sparekey-copies-'))
  t.after(() => rmSync(copiesDirectory, { recursive: true }))
  const address = parseBucketAddress(bucket.newUrl())
  const place = await openBucketPlace({ address, copiesDirectory })
  t.after(() => place.close())
  const id = randomBytes(16).toString('hex') as FileId
  const other = randomBytes(16).toString('hex') as FileId
  await place.write(id, inChunks(randomBytes(9_000_000), 1_000_000))
  assert.ok(existsSync(await place.place(id)))
  await assert.rejects(place.write(other, breaksOff()), /^Error: gone$/)
  await assert.rejects(place.open(other), { code: 'ENOENT' })
  await place.removeStrays(() => assert.fail('nothing is old'))
  await place.removeAll([id])
  await assert.rejects(place.open(id), { code: 'ENOENT' })
})

function setCredentials({ accessKeyId, secretAccessKey }: ReturnType<TestBucket['world']['root']>) {
  process.env['AWS_ACCESS_KEY_ID'] = accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = secretAccessKey
}

async function* breaksOff(): AsyncGenerator<Uint8Array> {
  yield randomBytes(9_000_000)
  throw new Error('gone')
}

test('the stack moves there and back as it stands there', { skip }, async (t) => {
  if ('skip' in postgres) return
  const folder = scratch(t)
  const stack = await serveStack(t)
  const kept = await fill(await clientsOf(stack))
  await stop(stack.child)
  symlinkSync(LAUNCHER, join(folder, 'sparekey'))
  const back = join(folder, 'back')
  copyFileSync(`${stack.data}.root-key`, `${back}.root-key`)
  const { url } = newPostgresPlace(postgres)
  const objects = bucket.newUrl()
  const { accessKeyId, secretAccessKey } = bucket.world.root()
  const env = cleanEnvironment({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    PATH: `${folder}:${process.env['PATH']}`,
  })
  const moves = textsIn('sh')
  assert.equal(moves.length, 2)
  for (const move of moves) {
    const here = move
      .replace('/var/lib/sparekey/data', stack.data)
      .replace('/var/lib/sparekey/back', back)
      .replace('postgres://sparekey@db.example.com/sparekey', `'${url}'`)
      .replace('s3://my-bucket/sparekey', `'${objects}'`)
    // The stack that stands in for S3 runs in this process, and has to answer meanwhile.
    const { stdout } = await promisify(execFile)('sh', ['-ec', here], { cwd: folder, env })
    assert.match(stdout, /all opened under the root key/)
  }
  const again = await serveStack(t, ['--data', back])
  await requireKept(await clientsOf(again), kept)
})
