import { unreachable } from '../../../base/unreachable.ts'
import { showColumns, showTableProperties } from '../../../sql/ddl/describe-table.ts'
import type { Listing } from '../../../sql/ddl/listing.ts'
import { listing } from '../../../sql/ddl/listing.ts'
import { matchesPattern } from '../../../sql/ddl/matches-pattern.ts'
import { showCreateTable, showCreateView } from '../../../sql/ddl/show-create-table.ts'
import { partitionName } from '../../../sql/partitions/location.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { ShowStatement } from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireDefinition } from './named-table.ts'
import { fitsSpec, requireKeys } from './partition-values.ts'

export async function show(statement: ShowStatement, scope: QueryScope): Promise<Listing> {
  switch (statement.kind) {
    case 'showDatabases': {
      const names = (await scope.catalog.databases()).map(({ Name }) => Name)
      return listing(['database_name'], fitting(names, statement.pattern))
    }
    case 'showTables':
    case 'showViews':
      return showTables(statement, scope)
    case 'showPartitions':
      return showPartitions(statement, scope)
    case 'showColumns':
      return showColumns(await requireDefinition(scope, statement.table))
    case 'showCreateTable': {
      const table = await requireDefinition(scope, statement.table)
      return table.kind === 'VIRTUAL_VIEW' ? showCreateView(table) : showCreateTable(table)
    }
    case 'showCreateView': {
      const view = await requireDefinition(scope, statement.view)
      if (view.kind === 'VIRTUAL_VIEW') return showCreateView(view)
      const says = `Relation '${view.database}.${view.name}' is a table, not a view`
      throw new SqlError('NOT_SUPPORTED', says)
    }
    case 'showTableProperties': {
      const table = await requireDefinition(scope, statement.table)
      return showTableProperties(table, statement.property)
    }
    default:
      return unreachable(statement)
  }
}

const fitting = (names: readonly string[], pattern: string | undefined): readonly string[] =>
  names.filter((name) => matchesPattern(name, pattern)).toSorted()

async function showTables(
  { kind, database: named, pattern }: Extract<ShowStatement, { kind: 'showTables' | 'showViews' }>,
  { catalog, database: context }: QueryScope,
): Promise<Listing> {
  const database = named ?? context
  if (!(await catalog.database(database))) {
    const says = `[Error 10072]: Database does not exist: ${database}`
    throw new SqlError('SEMANTIC_EXCEPTION', says)
  }
  const tables = await catalog.tables(database)
  // SHOW TABLES lists views as well, as Hive does.
  const shown = tables.filter((one) => kind === 'showTables' || one.TableType === 'VIRTUAL_VIEW')
  const column = kind === 'showTables' ? 'tab_name' : 'views'
  return listing(
    [column],
    fitting(
      shown.map(({ Name }) => Name),
      pattern,
    ),
  )
}

/** Those of the catalog: of projected ones Athena shows none either. */
async function showPartitions(
  { table: named, spec = {} }: Extract<ShowStatement, { kind: 'showPartitions' }>,
  scope: QueryScope,
): Promise<Listing> {
  const table = await requireDefinition(scope, named)
  if (table.partitionKeys.length === 0) {
    throw new SqlError('DDL_TASK', `Table ${table.name} is not a partitioned table`)
  }
  requireKeys(table, spec)
  const partitions = await scope.catalog.partitions(table)
  const names = partitions
    .filter(({ values }) => fitsSpec(values, spec))
    .map(({ values }) => partitionName(table, values))
  return listing(['partition'], names)
}
