// `npm run bench nodes`: stacks of one process and of several, over SQLite and over PostgreSQL,
// beside a bare node:http server, everything in turn; what the database costs a request; and how
// long a change takes from one node to another. Starts Debian's PostgreSQL, or takes the one that
// SPAREKEY_TEST_POSTGRES names. `-- --short` takes fewer slices.

import { findPostgres } from '../test/store/postgres-place.ts'
import { start } from './child.ts'
import { commits, ROW_BYTES, type Committed } from './nodes-commits.ts'
import { delays, type Delay } from './nodes-delay.ts'
import { postgresStack, sqliteStack, type NodeStack } from './nodes-stacks.ts'
import { throughput, type Row } from './nodes-throughput.ts'
import { count, machine } from './print.ts'

const effort = process.argv.includes('--short')
  ? { rounds: 1, sliceMs: 250, warmUpMs: 300, keys: 100, commits: 20, changes: 40 }
  : { rounds: 5, sliceMs: 400, warmUpMs: 1000, keys: 500, commits: 50, changes: 400 }

const postgres = findPostgres()
if ('skip' in postgres) console.log(postgres.skip)
const url = 'url' in postgres ? postgres.url : undefined
const bare = await start('bare-server.ts')
const stacks: NodeStack[] = []
try {
  console.log(machine())
  for (const workers of [1, 2]) stacks.push(await sqliteStack(workers, effort.keys))
  for (const nodes of url === undefined ? [] : [1, 2, 3]) {
    stacks.push(await postgresStack(url ?? '', nodes, effort.keys))
  }
  const rows = await throughput(bare, stacks, effort)
  printThroughput(rows)
  printDatabase(rows)
  for (const { name, database } of stacks) {
    if (database) await printSizes(name, database)
  }
  const sampled = stacks.find(({ database }) => database)
  if (url !== undefined && sampled?.url !== undefined) {
    printCommits(await commits(url, sampled.url, effort.commits))
  }
} finally {
  for (const stack of stacks) await stack.close()
  await bare.stop()
}
if (url !== undefined) printDelays(await delays(url, effort.changes))

function printThroughput(rows: readonly Row[]): void {
  console.log('\n| | connections | | a second | bare | ratio | p50 ms | p99 ms | nodes, CPU µs |')
  console.log('|---|---:|---|---:|---:|---:|---:|---:|---:|')
  for (const { operation, connections, stack, ...row } of rows) {
    const rates = `${count(row.perSecond)} | ${count(row.barePerSecond)} | ${row.ratio.toFixed(3)}`
    const latencies = `${row.p50Ms.toFixed(1)} | ${row.p99Ms.toFixed(1)}`
    const cpu = row.nodesUs.toFixed(0)
    console.log(`| ${operation} | ${connections} | ${stack} | ${rates} | ${latencies} | ${cpu} |`)
  }
}

function printDatabase(rows: readonly Row[]): void {
  console.log(
    '\n| a request | connections | | database, CPU µs | WAL bytes | a commit | commits/s |',
  )
  console.log('|---|---:|---|---:|---:|---:|---:|')
  for (const { operation, connections, stack, database } of rows) {
    if (!database) continue
    const cpu = database.us?.toFixed(0) ?? 'elsewhere'
    const shared = `${database.requestsPerCommit.toFixed(1)} | ${count(database.commitsPerSecond)}`
    const own = `${cpu} | ${count(database.walBytes)} | ${shared}`
    console.log(`| ${operation} | ${connections} | ${stack} | ${own} |`)
  }
}

async function printSizes(name: string, database: NonNullable<NodeStack['database']>) {
  const { events, tableBytes, indexBytes, rows, rowBytes } = await database.sizes()
  const [ofTable, ofIndexes] = [tableBytes / events, indexBytes / events]
  console.log(
    `\n${name}: ${count(events)} events, ${count(ofTable)} bytes each in the table ` +
      `and ${count(ofIndexes)} in its indexes; ${count(rows)} rows for ${effort.keys} keys ` +
      `and who uses them, ${count(rowBytes / rows)} bytes each`,
  )
}

function printCommits({ commits: all, view }: Committed): void {
  console.log('\n| one commit | requests | ms | node, CPU µs | database, CPU µs | WAL bytes |')
  console.log('|---|---:|---:|---:|---:|---:|')
  for (const { what, requests, ms, nodeUs, databaseUs, walBytes } of all) {
    const cpu = databaseUs === undefined ? 'elsewhere' : count(databaseUs)
    const costs = `${count(nodeUs)} | ${cpu} | ${count(walBytes)}`
    console.log(`| ${what} | ${requests} | ${ms.toFixed(2)} | ${costs} |`)
  }
  console.log(
    `\na view of ${count(view.rows)} rows of ${count(ROW_BYTES)} bytes: ` +
      `${count(view.bytesPerRow)} bytes of memory each, read in ${view.seconds.toFixed(1)} s`,
  )
}

function printDelays(all: readonly Delay[]): void {
  console.log('\n| from one node to another | p50 ms | p99 ms | longest ms |')
  console.log('|---|---:|---:|---:|')
  for (const { how, p50Ms, p99Ms, longestMs } of all) {
    console.log(`| ${how} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${longestMs.toFixed(1)} |`)
  }
}
