// Runs queries on AWS's Athena, or on whatever answers like it where the SDK's settings point.

import { setTimeout as sleep } from 'node:timers/promises'
import type { AthenaClient, QueryExecution, ResultSet, Row } from '@aws-sdk/client-athena'
import { limitedRows } from '../engine/limited-rows.ts'
import { querySignal, type QuerySignal } from '../engine/query-signal.ts'
import { SqlError } from '../sql-error.ts'
import type { QueryEngine, QueryRequest, QueryResult, ResultColumn, ResultRow } from '../types.ts'
import { athenaFault } from './athena-fault.ts'

export interface AthenaEngineOptions {
  /** It has an output location. Absent: `primary`. */
  readonly workgroup?: string
}

type Sdk = typeof import('@aws-sdk/client-athena')

interface Opened {
  readonly sdk: Sdk
  readonly athena: AthenaClient
}

/** The most that GetQueryResults gives at once. */
const pageRowsMax = 1000

/** Region, credentials and endpoint are the SDK's own settings. Its tables are Athena's. */
export class AthenaEngine implements QueryEngine {
  readonly hasOwnTables = true
  readonly #workgroup: string
  #opened: Promise<Opened> | undefined

  constructor({ workgroup = 'primary' }: AthenaEngineOptions) {
    this.#workgroup = workgroup
  }

  readonly run = async (request: QueryRequest): Promise<QueryResult> => {
    const signal = querySignal(request)
    // Loaded by those alone who have chosen it.
    this.#opened ??= import('@aws-sdk/client-athena').then((sdk) => ({
      sdk,
      athena: new sdk.AthenaClient(),
    }))
    const execution = new Execution(await this.#opened, signal)
    const result = await execution.run(request, this.#workgroup)
    return {
      columns: execution.columns,
      rows: limitedRows({
        next: () => execution.next(),
        limits: request.limits,
        done: () => Promise.resolve(), // It has ended there: nothing is left to be cancelled.
      }),
      scannedBytes: () => result.Statistics?.DataScannedInBytes ?? 0,
    }
  }

  readonly close = async (): Promise<void> => {
    const opened = await this.#opened?.catch(() => undefined)
    opened?.athena.destroy()
  }
}

const pollMs = { least: 50, most: 1000 } as const

class Execution {
  readonly #sdk: Sdk
  readonly #athena: AthenaClient
  readonly #signal: QuerySignal
  columns: readonly ResultColumn[] = []
  #id = ''
  /** Undefined: it was the last. */
  #nextToken: string | undefined
  #first: readonly ResultRow[] | undefined

  constructor({ sdk, athena }: Opened, signal: QuerySignal) {
    this.#sdk = sdk
    this.#athena = athena
    this.#signal = signal
  }

  /** Waits until it has succeeded, and its columns are there. */
  async run(request: QueryRequest, workgroup: string): Promise<QueryExecution> {
    try {
      await this.#start(request, workgroup)
      const execution = await this.#ended()
      const page = await this.#page()
      this.columns = columnsOf(page)
      // The first row of a SELECT are the names of its columns.
      this.#first = rowsOf(page.Rows?.slice(execution.StatementType === 'DML' ? 1 : 0))
      return execution
    } catch (fault) {
      await this.#stop()
      throw this.#signal.why(asSqlError(fault))
    }
  }

  async next(): Promise<readonly ResultRow[] | undefined> {
    const first = this.#first
    this.#first = undefined
    if (first) return first
    if (this.#nextToken === undefined) return undefined
    try {
      return rowsOf((await this.#page()).Rows)
    } catch (fault) {
      throw this.#signal.why(fault)
    }
  }

  /** Not cut off by the signal: what was started there must be known to be stopped. */
  async #start({ sql, database, parameters }: QueryRequest, workgroup: string): Promise<void> {
    const { QueryExecutionId = '' } = await this.#athena.send(
      new this.#sdk.StartQueryExecutionCommand({
        QueryString: sql.text,
        QueryExecutionContext: { Database: database },
        WorkGroup: workgroup,
        ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
      }),
    )
    this.#id = QueryExecutionId
  }

  async #ended(): Promise<QueryExecution> {
    const { signal } = this.#signal
    for (let pauseMs: number = pollMs.least; ; pauseMs = Math.min(2 * pauseMs, pollMs.most)) {
      const { QueryExecution: execution = {} } = await this.#athena.send(
        new this.#sdk.GetQueryExecutionCommand({ QueryExecutionId: this.#id }),
        { abortSignal: signal },
      )
      const { State, StateChangeReason: reason, AthenaError } = execution.Status ?? {}
      if (State === 'SUCCEEDED') return execution
      if (State === 'FAILED') throw athenaFault(reason ?? '', AthenaError?.ErrorCategory)
      if (State === 'CANCELLED') {
        throw new SqlError('GENERIC_USER_ERROR', reason ?? 'the query was cancelled in Athena')
      }
      await sleep(pauseMs, undefined, { signal })
    }
  }

  async #page(): Promise<ResultSet> {
    const { ResultSet: page = {}, NextToken } = await this.#athena.send(
      new this.#sdk.GetQueryResultsCommand({
        ...{ QueryExecutionId: this.#id, MaxResults: pageRowsMax },
        ...(this.#nextToken !== undefined && { NextToken: this.#nextToken }),
      }),
      { abortSignal: this.#signal.signal },
    )
    this.#nextToken = NextToken
    return page
  }

  /** One that has ended there stays as it is. */
  async #stop(): Promise<void> {
    if (this.#id === '') return
    const stopping = new this.#sdk.StopQueryExecutionCommand({ QueryExecutionId: this.#id })
    await this.#athena.send(stopping).catch(() => undefined)
  }
}

/** What StartQueryExecution refuses is wrong with the query, or with the workgroup. */
function asSqlError(fault: unknown): unknown {
  if (!(fault instanceof Error) || fault.name !== 'InvalidRequestException') return fault
  return new SqlError('MALFORMED_QUERY', fault.message)
}

const rowsOf = (rows: readonly Row[] = []): readonly ResultRow[] =>
  rows.map(({ Data = [] }) => Data.map(({ VarCharValue = null }) => VarCharValue))

function columnsOf({ ResultSetMetadata }: ResultSet): readonly ResultColumn[] {
  return (ResultSetMetadata?.ColumnInfo ?? []).map((column) => {
    const { Name: name = '', Type: type = 'varchar', CaseSensitive, Nullable } = column
    const { Label: label = name, Precision: precision = 0, Scale: scale = 0 } = column
    const nullable = Nullable ?? 'UNKNOWN'
    return { name, label, type, precision, scale, nullable, caseSensitive: CaseSensitive ?? false }
  })
}
