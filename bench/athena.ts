// `npm run bench athena`: a query over log files beside Node's zlib over the same files, on as many
// threads. SPAREKEY_BENCH_FILES and SPAREKEY_BENCH_RECORDS set the size: 400 and 5000 are the full.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Compaction } from '../src/sql/compaction/compaction.ts'
import { DuckDbEngine } from '../src/sql/engine/duckdb-engine.ts'
import type { DataSource, HiveType, QueryTable } from '../src/sql/types.ts'
import { athenaStackTimes } from './athena-stack.ts'
import { keyId, writeLogs } from './cloudtrail-logs.ts'
import { machine } from './print.ts'
import { percentile } from './statistics.ts'

const files = Number(process.env['SPAREKEY_BENCH_FILES'] ?? 40)
const recordsPerFile = Number(process.env['SPAREKEY_BENCH_RECORDS'] ?? 1000)
const smallFiles = Number(process.env['SPAREKEY_BENCH_SMALL_FILES'] ?? 2000)
const threads = availableParallelism()
const MiB = 1024 * 1024

const text: HiveType = { kind: 'string' }
const row = (...names: readonly string[]): HiveType => ({
  kind: 'struct',
  fields: names.map((name) => ({ name, type: text })),
})

const columns = [
  { name: 'useridentity', type: row('type', 'principalid', 'arn', 'accountid', 'username') },
  ...['eventtime', 'eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'errorcode'].map(
    (name) => ({ name, type: text }),
  ),
  ...['requestparameters', 'eventid'].map((name) => ({ name, type: text })),
]

const format = {
  serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
  serdeProperties: {},
  inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
  outputFormat: '',
}

const tableOf = (sources: readonly DataSource[]): QueryTable => ({
  definition: {
    database: 'default',
    name: 'logs',
    kind: 'EXTERNAL_TABLE',
    columns,
    partitionKeys: [],
    format,
    properties: {},
  },
  sources,
})

/** The latest successful PutKeyPolicy of one key: seven columns. */
const queryOver = (table: string) => `SELECT eventtime, eventid, useridentity.arn,
  sourceipaddress, requestparameters
  FROM ${table} WHERE eventsource = 'kms.amazonaws.com' AND eventname = 'PutKeyPolicy'
  AND errorcode IS NULL AND json_extract_scalar(requestparameters, '$.keyId') = '${keyId(7)}'
  ORDER BY eventtime DESC LIMIT 1`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

async function run(engine: DuckDbEngine, table: QueryTable): Promise<number> {
  const limits = {
    elapsedMsMax: 600_000,
    memoryBytesMax: 2048 * MiB,
    resultRowsMax: 1000,
    resultBytesMax: MiB,
  }
  const sql = { text: queryOver('logs'), start: { line: 1, column: 1 } }
  const result = await engine.run({
    sql,
    database: 'default',
    tables: [table],
    views: [],
    parameters: [],
    now: new Date(),
    limits,
    signal: new AbortController().signal,
  })
  let count = 0
  for await (const batch of result.rows) count += batch.length
  return count
}

async function gunzipAll(sources: readonly DataSource[]): Promise<void> {
  const paths = sources.flatMap(({ content }) => ('path' in content ? [content.path] : []))
  const share = (thread: number) => paths.filter((_, index) => index % threads === thread)
  const workers = Array.from(
    { length: threads },
    (_, thread) =>
      new Worker(new URL('./gunzip-thread.ts', import.meta.url), { workerData: share(thread) }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
}

async function best(times: number, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity
  for (let round = 0; round < times; round += 1) least = Math.min(least, await seconds(work))
  return least
}

const directory = mkdtempSync(join(tmpdir(), 'sparekey-bench-'))
try {
  console.log(`\n${machine()}`)
  const sources = writeLogs({ directory: join(directory, 'logs'), files, recordsPerFile })
  const small = writeLogs({
    directory: join(directory, 'small'),
    files: smallFiles,
    recordsPerFile: 5,
  })
  const bytes = sources.reduce((total, source) => total + source.bytes, 0)
  console.log(
    `${files} files of ${recordsPerFile} records, ${(bytes / MiB).toFixed(0)} MiB; ` +
      `${smallFiles} files of 5 records\n`,
  )
  const target = join(directory, 'compacted')
  mkdirSync(target)
  const compaction = new Compaction({ directory: target, scratchDirectory: directory, threads })
  const plain = new DuckDbEngine({ scratchDirectory: directory })
  const compacted = new DuckDbEngine({ scratchDirectory: directory, compacted: compaction })
  const line = (what: string, value: string) => console.log(`| ${what} | ${value} |`)
  console.log('| | |\n|---|---:|')
  await run(plain, tableOf(sources.slice(0, 1))) // Warms up.
  const baseline = await best(3, () => gunzipAll(sources))
  const uncompacted = await best(3, () => run(plain, tableOf(sources)))
  line('zlib over the files', `${baseline.toFixed(2)} s`)
  line('the query over them', `${uncompacted.toFixed(2)} s`)
  line('ratio', (uncompacted / baseline).toFixed(2))
  line(
    'five-minute files, not compacted',
    `${(await best(1, () => run(plain, tableOf(small)))).toFixed(2)} s`,
  )
  const { signal } = new AbortController()
  line('compaction', `${(await seconds(() => compaction.compact(sources, signal))).toFixed(1)} s`)
  line(
    'compaction of the five-minute files',
    `${(await seconds(() => compaction.compact(small, signal))).toFixed(1)} s`,
  )
  await run(compacted, tableOf(sources))
  const times: number[] = []
  for (let round = 0; round < 20; round += 1)
    times.push(await seconds(() => run(compacted, tableOf(sources))))
  line('compacted, p50 of 20', `${(percentile(times, 50) * 1000).toFixed(0)} ms`)
  line(
    'five-minute files, compacted',
    `${((await best(5, () => run(compacted, tableOf(small)))) * 1000).toFixed(0)} ms`,
  )
  await Promise.all([plain.close(), compacted.close()])
  compaction.close()
  for (const [name, files] of Object.entries({
    'the files': sources,
    'five-minute files': small,
  })) {
    const data = join(directory, `stack over ${name}`)
    const times = await athenaStackTimes(data, files, queryOver)
    const ms = (value: number) => `${value.toFixed(0)} ms`
    line(`StartQueryExecution to SUCCEEDED over ${name}`, ms(times.uncompactedMs))
    line('until they are compacted', `${(times.compactionMs / 1000).toFixed(1)} s`)
    line('the same, compacted, p50 of 20', ms(times.compactedP50Ms))
  }
} finally {
  rmSync(directory, { recursive: true })
}
