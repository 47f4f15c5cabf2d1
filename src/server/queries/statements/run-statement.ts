import { unreachable } from '../../../base/unreachable.ts'
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
import { deallocate, execute, prepare } from './prepared.ts'
import { queryRequest } from './query-request.ts'
import { repairTable } from './repair-table.ts'
import { show } from './show.ts'
import type { StatementResult } from './statement-result.ts'
import { unload } from './unload.ts'

/** Does what a statement says, in the caller's name. */
export async function runStatement(
  statement: Statement,
  scope: QueryScope,
): Promise<StatementResult> {
  switch (statement.kind) {
    case 'select': {
      const request = await queryRequest(scope, statement.query)
      return { kind: 'rows', result: await scope.engine.run(request) }
    }
    case 'explain':
      return { kind: 'lines', listing: await explain(statement, scope) }
    case 'insert':
      return insert(statement, scope)
    case 'unload':
      return unload(statement, scope)
    case 'createTableAs':
      return createTableAs(statement, scope)
    case 'createTable':
      return createTable(statement, scope)
    case 'createView':
      return createView(statement, scope)
    case 'createDatabase':
      return createDatabase(statement, scope)
    case 'dropDatabase':
      return dropDatabase(statement, scope)
    case 'dropTable':
    case 'dropView':
      return dropTable(statement, scope)
    case 'alterTable':
      return alterTable(statement, scope)
    case 'repairTable':
      return repairTable(statement, scope)
    case 'describe':
      return { kind: 'lines', listing: await describe(statement, scope) }
    case 'prepare':
      return prepare(statement, scope)
    case 'execute':
      return execute(statement, scope)
    case 'deallocate':
      return deallocate(statement, scope)
    case 'showDatabases':
    case 'showTables':
    case 'showViews':
    case 'showPartitions':
    case 'showColumns':
    case 'showCreateTable':
    case 'showCreateView':
    case 'showTableProperties':
      return { kind: 'lines', listing: await show(statement, scope) }
    default:
      return unreachable(statement)
  }
}
