// Policy events of a key out of a table of Athena's. The table is found or made, what the query
// will read is told first, and nothing is made or charged for without consent.

import { parseArn } from '../../base/arn.ts'
import { quotedName } from '../../base/hive-text.ts'
import { parseTableName, printTableName, type TableName } from '../athena/athena-name.ts'
import { createTableStatement, defaultTable, organizationOf } from '../athena/create-table.ts'
import { estimateScan } from '../athena/estimate-scan.ts'
import { describeDatabase, describeTable, findTable } from '../athena/find-table.ts'
import { isMultiRegion, policyEventsQuery } from '../athena/policy-events-query.ts'
import { QueryFailed, runQuery, type QueryAnswer, type Statement } from '../athena/run-query.ts'
import { recordOf } from '../athena/record-of-row.ts'
import type { LogPlace, TrailTable } from '../athena/trail-table.ts'
import { doctorFailure } from '../failure.ts'
import type { LogConnection } from '../logs/connect-logs.ts'
import type { Reach } from '../reach.ts'
import { ask, gotOf, isAbsent, isGot, isUnseen, reasonOf, type Answer } from './answer.ts'
import type { FoundEvents } from './log-events.ts'
import { inLogOrder, type LocatedEvent } from './log-order.ts'
import { policyEventOf } from './policy-event.ts'
import type { SearchedPlace } from './searched-place.ts'
import { logRootOf, type Trail } from './trails.ts'

export interface TableQuestion {
  readonly keyArn: string
  /** Those that record the key's Region. */
  readonly trails: Answer<readonly Trail[]>
  readonly reach: Reach
}

type Outcome = Pick<SearchedPlace, 'outcome' | 'reason' | 'permission'>

export async function searchTable(
  logs: LogConnection,
  question: TableQuestion,
): Promise<FoundEvents> {
  const { reach } = question
  const { since = null, until = null } = reach
  const nothing = (place: string, outcome: Outcome): FoundEvents => {
    const searched = { source: 'athena', place, from: since, to: until, events: 0 } as const
    return { events: [], searched: { ...searched, ...outcome } }
  }
  const table = await tableFor(logs, question)
  if ('outcome' in table) return nothing(table.place, table)
  const name = printTableName(table)
  const place = placeOf(question.keyArn)
  if (reach.agrees === undefined) return nothing(name, { outcome: 'notAgreed' })
  const scan = await estimateScan(logs.s3, table, place, reach)
  if (!(await reach.agrees({ kind: 'query', table: name, scan }))) {
    return nothing(name, { outcome: 'notAgreed' })
  }
  const sql = policyEventsQuery({
    ...{ table, keyArn: question.keyArn },
    ...{ since: reach.since, until: reach.until },
  })
  const answer = await query(logs, { sql, database: table.database }, reach)
  if (!isGot(answer)) return nothing(name, outcomeOf(answer))
  const { rows, scannedBytes } = answer.got
  const located = rows.flatMap((row): readonly LocatedEvent[] => {
    const event = policyEventOf(recordOf(row), question.keyArn)
    return event === undefined ? [] : [{ event, path: row.path ?? '' }]
  })
  const events = await inLogOrder(logs.s3, located, question.keyArn)
  const { searched } = nothing(name, { outcome: 'searched' })
  return { events, searched: { ...searched, events: events.length, scannedBytes } }
}

interface NoTable extends Outcome {
  readonly place: string
}

async function tableFor(
  logs: LogConnection,
  question: TableQuestion,
): Promise<TrailTable | NoTable> {
  const { reach } = question
  const name = reach.table === undefined ? undefined : requireTableName(reach.table)
  const by = name ? 'athena:GetTableMetadata' : 'athena:ListTableMetadata'
  const seen = await ask(by, async () =>
    name ? describeTable(logs.athena, name, reach) : find(logs, question),
  )
  const place = name ? printTableName(name) : ''
  if (isGot(seen) && seen.got !== undefined) return seen.got
  if (!isGot(seen) && !isMissing(seen)) return { place, ...outcomeOf(seen) }
  const [trail] = gotOf(question.trails) ?? []
  if (reach.createTable && trail) return createTable(logs, question, trail)
  if (isUnseen(question.trails)) return { place, ...outcomeOf(question.trails) }
  if (trail === undefined && name === undefined) return { place, outcome: 'noTrail' }
  return { place, outcome: 'noTable' }
}

function requireTableName(text: string): TableName {
  const name = parseTableName(text)
  if (name !== undefined) return name
  throw doctorFailure('noTableName', { text }, { lines: ['--table DATABASE.TABLE'] })
}

/** Athena answers MetadataException, and only the sentence says that it is not there. */
const isMissing = (answer: Answer<unknown>): boolean =>
  isAbsent(answer) ||
  (isUnseen(answer) && /EntityNotFoundException|not found|does not exist/i.test(reasonOf(answer)))

async function find({ athena, s3 }: LogConnection, { keyArn, trails, reach }: TableQuestion) {
  const place = placeOf(keyArn)
  const folders = await Promise.all(
    (gotOf(trails) ?? []).map(async (trail) => {
      const organizationId = await organizationOf(s3, { trail })
      return logFolder(trail, organizationId, place)
    }),
  )
  return folders.length === 0 ? undefined : findTable(athena, folders, place, reach)
}

function logFolder(
  trail: Trail,
  organizationId: string | undefined,
  { account, region }: LogPlace,
) {
  const organization = organizationId === undefined ? '' : `${organizationId}/`
  const regionFolder = region === undefined ? '' : `${region}/`
  return `${logRootOf(trail)}${organization}${account}/CloudTrail/${regionFolder}`
}

async function createTable(
  logs: LogConnection,
  { keyArn, reach }: TableQuestion,
  trail: Trail,
): Promise<TrailTable | NoTable> {
  const { account = '', region = '' } = parseArn(keyArn) ?? {}
  const table = reach.table === undefined ? defaultTable(trail) : requireTableName(reach.table)
  const place = printTableName(table)
  const wanted = { table, trail, account, region, since: reach.since }
  const statement = await createTableStatement(logs.s3, wanted)
  if (!(await reach.agrees?.({ kind: 'createTable', table: place, statement }))) {
    return { place, outcome: 'notAgreed' }
  }
  const made = await make(logs, statement, table, reach)
  return gotOf(made) ?? { place, ...outcomeOf(made) }
}

/** The database `default` is not there before the first use of Athena. */
async function make(
  logs: LogConnection,
  statement: string,
  table: TableName,
  reach: Reach,
): Promise<Answer<TrailTable>> {
  const { database } = table
  const hasDatabase = await ask('athena:GetDatabase', () => describeDatabase(logs.athena, database))
  if (isMissing(hasDatabase)) {
    const sql = `CREATE DATABASE IF NOT EXISTS ${quotedName(database)}`
    const answer = await query(logs, { sql, database: 'default' }, reach)
    if (!isGot(answer)) return answer
  }
  const answer = await query(logs, { sql: statement, database }, reach)
  if (!isGot(answer)) return answer
  return ask('athena:GetTableMetadata', () => describeTable(logs.athena, table, reach))
}

/** What Athena answers to a statement that fails is an answer. */
async function query(
  { athena }: LogConnection,
  statement: Statement,
  reach: Reach,
): Promise<Answer<QueryAnswer>> {
  const by = 'athena:StartQueryExecution'
  try {
    return await ask(by, () => runQuery(athena, statement, reach))
  } catch (thrown) {
    if (thrown instanceof QueryFailed) return { failed: thrown.message, by }
    throw thrown
  }
}

function outcomeOf(answer: Answer<unknown>): Outcome {
  if (!isUnseen(answer)) return { outcome: 'noTable' }
  const outcome = 'refused' in answer ? 'refused' : 'failed'
  return { outcome, reason: reasonOf(answer), permission: answer.by }
}

function placeOf(keyArn: string): LogPlace {
  const { account = '', region } = parseArn(keyArn) ?? {}
  return { account, region: isMultiRegion(keyArn) ? undefined : region }
}
