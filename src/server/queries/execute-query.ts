import type { QueryExecutionRow, QueryOutcome } from '../../services/athena/api.ts'
import {
  callerThroughAthena,
  findExecution,
  reusableExecution,
  typed,
} from '../../services/athena/api.ts'
import { storedObject } from '../../services/s3/api.ts'
import { dialectOf } from '../../sql/parse/dialect.ts'
import { parseStatement } from '../../sql/parse/parse-statement.ts'
import { SqlError } from '../../sql/sql-error.ts'
import type { Statement } from '../../sql/statement.ts'
import { statementTypeOf } from '../../sql/statement-type.ts'
import type { QueryEngine, QueryTable } from '../../sql/types.ts'
import type { Row } from '../../store/store.ts'
import { appendUnlessStale } from '../../store/store.ts'
import type { House } from '../exchange.ts'
import { Catalog } from './catalog/catalog.ts'
import type { QueryScope } from './query-scope.ts'
import { keepResult } from './results/keep-result.ts'
import { requireOutputBucket } from './results/put-result.ts'
import { requireS3Location } from './sources/s3-location.ts'
import { runStatement } from './statements/run-statement.ts'

/** What every query is run with. */
export interface QueryRoom {
  readonly house: House
  readonly engine: QueryEngine
  readonly scratchDirectory: string
  /** Hears of the tables that a query is about to read. */
  readonly offer: (table: QueryTable) => void
}

/** Runs one query to its end, and puts its result where it is to lie. */
export async function executeQuery(
  room: QueryRoom,
  row: Row<QueryExecutionRow>,
  signal: AbortSignal,
): Promise<QueryOutcome> {
  const { house } = room
  const now = house.world.now()
  const scope = queryScope(room, row.value, { now, signal })
  requireLiveSession(scope)
  const reused = reusableExecution(house.store, row, now)
  if (reused && isThere(house, reused.value)) return reusedOutcome(reused.value)
  requireOutputBucket(scope)
  const start = house.world.now().getTime()
  const shown = await runStatement(parseStatement(row.value.query), scope)
  const outcome = await keepResult(scope, shown)
  const engineMs = house.world.now().getTime() - start
  return { ...outcome, statistics: { engineMs, ...outcome.statistics } }
}

/** A query may have waited for longer than its caller was let in. */
function requireLiveSession({ caller: { session }, now }: QueryScope): void {
  if (!session || session.expiresAt > now) return
  throw new SqlError('PERMISSION_DENIED', 'The security token of the caller has expired')
}

/** Whoever owns the bucket may have removed an earlier result. */
function isThere({ store }: House, { result }: QueryExecutionRow): boolean {
  const { bucket, prefix: key } = requireS3Location(result.OutputLocation)
  return storedObject(store, bucket, key) !== undefined
}

/** The result stays where it is; nothing is read. */
function reusedOutcome({ columns, result, statistics }: QueryExecutionRow): QueryOutcome {
  const { outputBytes = 0, outputRows = 0 } = statistics
  return {
    ...(columns && { columns }),
    outputLocation: result.OutputLocation,
    statistics: { scannedBytes: 0, engineMs: 0, outputBytes, outputRows, reusedResult: true },
  }
}

const DEFAULT_DATABASE = 'default'

/** Hive's statements know it in backticks too, as awswrangler has it for them. */
function contextDatabase({ context, query }: QueryExecutionRow): string {
  const database = (context.Database ?? DEFAULT_DATABASE).toLowerCase()
  if (dialectOf(query) !== 'hive') return database
  return /^`(.+)`$/.exec(database)?.[1] ?? database
}

function queryScope(
  { house, engine, scratchDirectory, offer }: QueryRoom,
  execution: QueryExecutionRow,
  { now, signal }: Pick<QueryScope, 'now' | 'signal'>,
): QueryScope {
  const caller = callerThroughAthena(execution.runAs)
  const { region, parameters } = execution
  return {
    ...{ house, engine, scratchDirectory, offer },
    ...{ execution, caller, region, parameters, now, signal },
    database: contextDatabase(execution),
    catalog: new Catalog(house, caller, region),
    typedAs: (statement) => typeExecution(house, execution, statement),
  }
}

async function typeExecution(
  { store }: House,
  execution: QueryExecutionRow,
  statement: Statement,
): Promise<void> {
  const row = findExecution(store, execution, execution.id)
  const { type, subtype } = statementTypeOf(statement)
  if (!row) return
  const change = typed(row, { statementType: type, substatementType: subtype })
  await appendUnlessStale(store, { changes: [change], events: [] })
}
