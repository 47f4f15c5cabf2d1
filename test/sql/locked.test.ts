import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ChildPool } from '../../src/sql/engine/child-pool.ts'
import type { Job } from '../../src/sql/engine/job.ts'
import { QueryRun } from '../../src/sql/engine/query-run.ts'

const directory = mkdtempSync(join(tmpdir(), 'sparekey-locked-'))
const pool = new ChildPool(1)
after(() => {
  pool.close()
  rmSync(directory, { recursive: true })
})
const [given, other] = ['given.json', 'other.json'].map((name) => join(directory, name))
for (const path of [given, other]) if (path) writeFileSync(path, '{"a":1}\n')

// DuckDB may read what it spills, and so everything beside it.
const spillDirectory = join(directory, 'spill')
mkdirSync(spillDirectory)

const MiB = 1024 * 1024

const jobOf = (sql: string): Job => ({
  ...{ sql, searches: [], setup: [], types: [{ kind: 'varchar' }], directories: [] },
  ...{ paths: [given ?? ''], threads: 1, memoryBytesMax: 64 * MiB },
  ...{ spillDirectory, spillBytesMax: MiB },
})

async function run(sql: string): Promise<unknown> {
  const { signal } = new AbortController()
  const started = await QueryRun.start(pool, jobOf(sql), { signal, why: (fault) => fault })
  try {
    return await started.next()
  } finally {
    started.end()
  }
}

test('even SQL of DuckDB’s own reaches the given files, and nothing else', async () => {
  const files = (path: string | undefined) => `SELECT content FROM read_text('${path}')`
  assert.deepEqual(await run(files(given)), [['{"a":1}\n']])
  await assert.rejects(run(files(other)))
  for (const sql of [
    `COPY (SELECT 1) TO '${other}'`,
    `ATTACH '${join(directory, 'x.db')}'`,
    'SET enable_external_access = true',
    "SET allowed_paths = ['/etc/hostname']",
    'INSTALL httpfs',
    'LOAD httpfs',
    "SELECT * FROM glob('/*')",
    `SELECT content FROM read_text('${directory}/*')`,
  ]) {
    await assert.rejects(run(sql), sql)
  }
})

const skip = process.platform !== 'linux' && 'environments are read from `/proc`'

test('the process of a query has no credentials in its environment', { skip }, async () => {
  const planted = { AWS_SECRET_ACCESS_KEY: 'planted', SPAREKEY_ROOT_KEY: 'env:planted' }
  Object.assign(process.env, planted)
  const own = new ChildPool(1)
  try {
    const child = await own.take(new AbortController().signal)
    // It answers, so it has begun.
    await child.start(jobOf("SELECT 'x'"))
    const environment = readFileSync(`/proc/${child.pid}/environ`, 'utf8')
    assert.doesNotMatch(environment, /AWS_|SPAREKEY_|planted/)
    assert.match(environment, /^PATH=|\0PATH=/)
    assert.deepEqual(await child.next(), [['x']])
  } finally {
    own.close()
    for (const name of Object.keys(planted)) delete process.env[name]
  }
})

test('what does not fit into memory and the disk fails, and the next query runs', async () => {
  const large =
    'SELECT max(x) FROM (SELECT repeat(i::VARCHAR, 99) AS x FROM range(2000000) t(i) ORDER BY x)'
  await assert.rejects(run(large), { code: 'EXCEEDED_LOCAL_MEMORY_LIMIT' })
  assert.deepEqual(await run("SELECT 'fine'"), [['fine']])
})
