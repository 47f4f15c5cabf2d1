import type { Listing } from '../../../sql/ddl/listing.ts'
import type { Statement } from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { alterTable } from './alter-table.ts'
import { createTableAs } from './create-table-as.ts'
import { createTable } from './create-table.ts'
import { createView } from './create-view.ts'
import { createDatabase, dropDatabase } from './databases.ts'
import { describe } from './describe.ts'
import { dropTable } from './drop-table.ts'
import { explain } from './explain.ts'
import { insert } from './insert.ts'
import { deallocate, executed, prepare } from './prepared.ts'
import { queryRequest } from './query-request.ts'
import { repairTable } from './repair-table.ts'
import { show } from './show.ts'
import type { StatementResult } from './statement-result.ts'
import { unload } from './unload.ts'

type Run<One> = (statement: One, scope: QueryScope) => Promise<StatementResult>

/** Does what a statement says, in the caller's name. */
export function runStatement(statement: Statement, scope: QueryScope): Promise<StatementResult> {
  // The table has for each kind what takes a statement of that kind.
  const run = RUNS[statement.kind] as Run<Statement>
  return run(statement, scope)
}

const listed =
  <One>(list: (statement: One, scope: QueryScope) => Promise<Listing>): Run<One> =>
  async (statement, scope) => ({ kind: 'lines', listing: await list(statement, scope) })

const RUNS: { readonly [Kind in Statement['kind']]: Run<Statement & { readonly kind: Kind }> } = {
  select: async ({ query }, scope) => {
    const request = await queryRequest(scope, query)
    return { kind: 'rows', result: await scope.engine.run(request) }
  },
  explain: listed(explain),
  insert,
  unload,
  createTableAs,
  createTable,
  createView,
  createDatabase,
  dropDatabase,
  dropTable,
  dropView: dropTable,
  alterTable,
  repairTable,
  describe: listed(describe),
  prepare,
  execute: async (statement, scope) => runStatement(...(await executed(statement, scope))),
  deallocate,
  showDatabases: listed(show),
  showTables: listed(show),
  showViews: listed(show),
  showPartitions: listed(show),
  showColumns: listed(show),
  showCreateTable: listed(show),
  showCreateView: listed(show),
  showTableProperties: listed(show),
}
