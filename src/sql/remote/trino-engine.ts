import { limitedRows } from '../engine/limited-rows.ts'
import { querySignal, type QuerySignal } from '../engine/query-signal.ts'
import { resultColumn } from '../engine/result-column.ts'
import { parseTypeText } from '../trino/parse.ts'
import type { SqlType } from '../trino/sql-type.ts'
import { VARCHAR } from '../trino/sql-type.ts'
import { typeOfSyntax } from '../trino/type-syntax.ts'
import type { QueryEngine, QueryRequest, QueryResult, ResultRow } from '../types.ts'
import { TrinoStatement, type TrinoPage } from './trino-client.ts'
import { trinoValue } from './trino-value.ts'

export interface TrinoEngineOptions {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  readonly user?: string
  readonly catalog?: string
}

/** Runs queries on a Trino server. Its tables are its own: what is handed over is not read. */
export class TrinoEngine implements QueryEngine {
  readonly hasOwnTables = true
  readonly #options: TrinoEngineOptions

  constructor(options: TrinoEngineOptions) {
    this.#options = options
  }

  readonly run = async (request: QueryRequest): Promise<QueryResult> => {
    const { url, user = 'sparekey', catalog = 'awsdatacatalog' } = this.#options
    const signal = querySignal(request)
    const session = { url, user, catalog, schema: request.database }
    const statement = new TrinoStatement(session, signal.signal)
    const pages = new Pages(statement, signal)
    const columns = await pages.start(statementOf(request))
    const { limits } = request
    return {
      columns: columns.map(({ name, type }) => resultColumn(name, type)),
      rows: limitedRows({ next: () => pages.next(), limits, done: () => statement.cancel() }),
      scannedBytes: () => pages.scannedBytes,
    }
  }

  // oxlint-disable-next-line typescript/require-await -- the interface leaves time to close
  readonly close = async (): Promise<void> => undefined
}

/** Values for `?` go with the text, as Trino takes them. */
function statementOf({ sql, parameters }: QueryRequest): string {
  if (parameters.length === 0) return sql.text
  const quoted = sql.text.replaceAll("'", "''")
  return `EXECUTE IMMEDIATE '${quoted}' USING ${parameters.join(', ')}`
}

interface Column {
  readonly name: string
  readonly type: SqlType
}

/** The pages of a statement as rows. A page may have none. */
class Pages {
  readonly #statement: TrinoStatement
  readonly #signal: QuerySignal
  #columns: readonly Column[] = []
  #first: TrinoPage | undefined
  scannedBytes = 0

  constructor(statement: TrinoStatement, signal: QuerySignal) {
    this.#statement = statement
    this.#signal = signal
  }

  /** Waits for the columns. */
  async start(sql: string): Promise<readonly Column[]> {
    return this.#failing(async () => {
      let page = await this.#statement.start(sql)
      while (!page.columns && this.#statement.hasNext) page = await this.#statement.next()
      this.#first = page
      this.#columns = (page.columns ?? []).map(({ name, type }) => ({ name, type: typeOf(type) }))
      return this.#columns
    })
  }

  async next(): Promise<readonly ResultRow[] | undefined> {
    return this.#failing(async () => {
      const first = this.#first
      this.#first = undefined
      if (first?.data) return this.#rows(first)
      while (this.#statement.hasNext) {
        const page = await this.#statement.next()
        if (page.data && page.data.length > 0) return this.#rows(page)
      }
      return undefined
    })
  }

  #rows({ data = [], stats }: TrinoPage): readonly ResultRow[] {
    this.scannedBytes = stats?.physicalInputBytes ?? stats?.processedBytes ?? this.scannedBytes
    return data.map((row) => this.#columns.map(({ type }, index) => trinoValue(row[index], type)))
  }

  async #failing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (fault) {
      await this.#statement.cancel()
      throw this.#signal.why(fault)
    }
  }
}

/** A type that we do not know is shown as the text that it comes as. */
const typeOf = (text: string): SqlType => {
  const syntax = parseTypeText(text)
  return (syntax && typeOfSyntax(syntax)) ?? VARCHAR
}
