// The child process: one query at a time, each in a database of its own. A crash of DuckDB ends
// this process and nothing else; and it ends by itself when its parent is gone.

import { DuckDBInstance, type DuckDBConnection, type DuckDBResult } from '@duckdb/node-api'
import { search, type Search } from './search.ts'
import type { FromChild, Job, ToChild } from './job.ts'
import { renderValue } from './render-value.ts'
import { lockedSettings, openSettings } from './settings.ts'

interface Running {
  readonly instance: DuckDBInstance
  readonly connection: DuckDBConnection
  readonly job: Job
  result?: DuckDBResult
}

let running: Running | undefined

const send = (message: FromChild): void => {
  process.send?.(message)
}

// Not `exit`, which waits for the query that DuckDB's threads are at, and it may never end.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message: ToChild) => {
  switch (message.kind) {
    case 'run':
      void answering(() => start(message.job))
      break
    case 'next':
      void answering(next)
      break
    case 'cancel':
      running?.connection.interrupt()
  }
})

async function answering(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (fault) {
    stop()
    send({ kind: 'failed', message: fault instanceof Error ? fault.message : String(fault) })
  }
}

async function start(job: Job): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', openSettings(job))
  const connection = await instance.connect()
  running = { instance, connection, job }
  for (const statement of lockedSettings(job)) await connection.run(statement)
  for (const asked of job.searches) await searchInto(connection, asked, job.threads)
  for (const statement of job.setup) await connection.run(statement)
  running.result = await connection.stream(job.sql)
  send({ kind: 'started' })
}

async function searchInto(connection: DuckDBConnection, asked: Search, threads: number) {
  await connection.run(`CREATE TEMP TABLE ${asked.table} (record VARCHAR, filename VARCHAR)`)
  const appender = await connection.createAppender(asked.table, null, 'temp')
  await search(asked, threads, ({ path, record }) => {
    appender.appendVarchar(record)
    appender.appendVarchar(path)
    appender.endRow()
  })
  appender.closeSync()
}

async function next(): Promise<void> {
  const { result, job } = running ?? {}
  if (!result || !job) throw new Error('no query is running')
  const chunk = await result.fetchChunk()
  if (!chunk || chunk.rowCount === 0) {
    stop()
    send({ kind: 'end' })
    return
  }
  const columns = chunk.getColumns()
  const rows = Array.from({ length: chunk.rowCount }, (_, row) =>
    job.types.map((type, column) => renderValue(columns[column]?.[row] ?? null, type)),
  )
  send({ kind: 'rows', rows })
}

function stop(): void {
  running?.connection.closeSync()
  running?.instance.closeSync()
  running = undefined
}
