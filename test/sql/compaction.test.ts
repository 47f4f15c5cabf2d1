import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Compaction } from '../../src/sql/compaction/compaction.ts'
import { DuckDbEngine } from '../../src/sql/engine/duckdb-engine.ts'
import { rowsOf } from './query.ts'
import { logFile, trailTable } from './tables.ts'

const directory = mkdtempSync(join(tmpdir(), 'sparekey-compaction-'))
const target = join(directory, 'compacted')
mkdirSync(target)
const options = { directory: target, scratchDirectory: directory }
const compaction = new Compaction(options)
const engine = new DuckDbEngine({ scratchDirectory: directory, threads: 2, compacted: compaction })
after(async () => {
  await engine.close()
  compaction.close()
  rmSync(directory, { recursive: true })
})

const { signal } = new AbortController()
const file = (name: string, eventID: string) => {
  const source = logFile(directory, name, [{ eventID, eventName: `Name${eventID}` }])
  return { source, forget: () => unlinkSync(join(directory, name)) }
}
const [a, b] = [file('a.json.gz', 'e1'), file('tokyo.json', 'e2')]

test('compacted rows are those of the logs, without the logs', async () => {
  const table = trailTable([a.source, b.source])
  const sql = 'SELECT *, "$path" FROM trail ORDER BY eventid'
  const before = await rowsOf(engine, sql, [table])
  assert.equal(await compaction.compact([a.source, b.source], signal), 2)
  a.forget()
  b.forget()
  assert.deepEqual(await rowsOf(engine, sql, [table]), before)
  const fields = "SELECT useridentity.arn FROM trail WHERE region = 'ap-northeast-1'"
  assert.deepEqual(await rowsOf(engine, fields, [table]), [
    ['arn:aws:iam::111122223333:user/alice'],
  ])
})

test('only the objects that are handed over have rows', async () => {
  const sql = 'SELECT eventid FROM trail'
  assert.deepEqual(await rowsOf(engine, sql, [trailTable([a.source])]), [['e1']])
  const other = { ...a.source, etag: '"another version"' }
  await assert.rejects(rowsOf(engine, sql, [trailTable([other])]), {
    code: 'HIVE_CANNOT_OPEN_SPLIT',
  })
})

test('compacted and plain files are read in one query', async () => {
  const { source } = file('c.json.gz', 'e3')
  const table = trailTable([a.source, source])
  assert.deepEqual(await rowsOf(engine, 'SELECT eventid FROM trail ORDER BY 1', [table]), [
    ['e1'],
    ['e3'],
  ])
})

test('what was finished is found again, and what was not is begun again', async () => {
  writeFileSync(join(target, 'half.new'), 'half a file')
  const again = new Compaction(options)
  await again.load()
  const { source } = file('d.json.gz', 'e4')
  assert.equal(await again.compact([a.source, b.source, source], signal), 1)
  assert.equal(readdirSync(target).filter((name) => name.endsWith('.manifest.json')).length, 2)
  again.close()
})

test('a retired file is of no query any more, and stays for those that have it', async () => {
  const own = new Compaction(options)
  await own.load()
  const [retired] = own.files
  assert.ok(retired)
  own.retire(retired)
  await own.load()
  assert.ok(!own.files.some(({ path }) => path === retired.path))
  assert.ok(existsSync(retired.path))
  await own.removeRetired()
  assert.ok(!existsSync(retired.path))
  own.close()
})
