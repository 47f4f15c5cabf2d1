import type { Statement, TableChange } from './statement.ts'

/** QueryExecution's StatementType and SubstatementType. */
export interface StatementType {
  readonly type: 'DDL' | 'DML' | 'UTILITY'
  readonly subtype: string
}

/**
 * Of EXECUTE the type is that of what was prepared; here stands what is known without it. That
 * CREATE TABLE AS counts as DDL is how aws-sdk-pandas finds it among the executions.
 */
export function statementTypeOf(statement: Statement): StatementType {
  if (statement.kind === 'alterTable') {
    return { type: 'DDL', subtype: CHANGES[statement.change.kind] }
  }
  return TYPES[statement.kind]
}

const ddl = (subtype: string): StatementType => ({ type: 'DDL', subtype })
const dml = (subtype: string): StatementType => ({ type: 'DML', subtype })
const utility = (subtype: string): StatementType => ({ type: 'UTILITY', subtype })

const TYPES: Readonly<Record<Exclude<Statement['kind'], 'alterTable'>, StatementType>> = {
  select: dml('SELECT'),
  insert: dml('INSERT'),
  unload: dml('UNLOAD'),
  execute: dml('EXECUTE'),
  createTableAs: ddl('CREATE_TABLE_AS_SELECT'),
  createTable: ddl('CREATE_TABLE'),
  createView: ddl('CREATE_VIEW'),
  createDatabase: ddl('CREATE_DATABASE'),
  dropDatabase: ddl('DROP_DATABASE'),
  dropTable: ddl('DROP_TABLE'),
  dropView: ddl('DROP_VIEW'),
  repairTable: ddl('MSCK_REPAIR_TABLE'),
  prepare: ddl('PREPARE'),
  deallocate: ddl('DEALLOCATE_PREPARE'),
  explain: utility('EXPLAIN'),
  describe: utility('DESCRIBE_TABLE'),
  showDatabases: utility('SHOW_DATABASES'),
  showTables: utility('SHOW_TABLES'),
  showViews: utility('SHOW_VIEWS'),
  showPartitions: utility('SHOW_PARTITIONS'),
  showColumns: utility('SHOW_COLUMNS'),
  showCreateTable: utility('SHOW_CREATE_TABLE'),
  showCreateView: utility('SHOW_CREATE_VIEW'),
  showTableProperties: utility('SHOW_TBLPROPERTIES'),
}

const CHANGES: Readonly<Record<TableChange['kind'], string>> = {
  addPartitions: 'ALTER_TABLE_ADD_PARTITION',
  dropPartitions: 'ALTER_TABLE_DROP_PARTITION',
  renamePartition: 'ALTER_TABLE_RENAME_PARTITION',
  setLocation: 'ALTER_TABLE_SET_LOCATION',
  setProperties: 'ALTER_TABLE_SET_TBLPROPERTIES',
  addColumns: 'ALTER_TABLE_ADD_COLUMNS',
  replaceColumns: 'ALTER_TABLE_REPLACE_COLUMNS',
}
