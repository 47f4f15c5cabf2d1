import { SqlError } from '../../../sql/sql-error.ts'
import type { DropStatement } from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { placeOf } from './named-table.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import type { StatementResult } from './statement-result.ts'

type Dropped = Exclude<DropStatement, { kind: 'dropDatabase' }>

/** DROP TABLE and DROP VIEW. The objects in S3 stay. */
export async function dropTable(statement: Dropped, scope: QueryScope): Promise<StatementResult> {
  const isView = statement.kind === 'dropView'
  const place = placeOf(scope, isView ? statement.view : statement.table)
  const table = await scope.catalog.storedTable(place)
  const name = `${place.database}.${place.name}`
  if (!table) {
    if (statement.ifExists) return NOTHING_TO_SHOW
    throw new SqlError('SEMANTIC_EXCEPTION', `[Error 10001]: Table not found ${name}`)
  }
  if ((table.TableType === 'VIRTUAL_VIEW') !== isView) {
    const [given, needed] = isView ? ['table', 'DROP TABLE'] : ['view', 'DROP VIEW']
    throw new SqlError('SEMANTIC_EXCEPTION', `${name} is a ${given}: use ${needed}`)
  }
  await scope.catalog.deleteTable(place)
  return NOTHING_TO_SHOW
}
