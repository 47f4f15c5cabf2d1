import { parseStatement } from '../../src/sql/parse/parse-statement.ts'
import { REFUSED_STATEMENTS } from '../../src/sql/parse/refused-statements.ts'
import type { Statement, TableChange } from '../../src/sql/statement.ts'
import { statementTypeOf } from '../../src/sql/statement-type.ts'
import { listOf } from './list-of.ts'

type Kind = Exclude<Statement['kind'], 'alterTable'> | TableChange['kind']

/** Of each kind one that the parser takes. */
const EXAMPLES: Readonly<Record<Kind, string>> = {
  select: 'SELECT 1',
  insert: 'INSERT INTO t (a) SELECT 1',
  unload: "UNLOAD (SELECT 1) TO 's3://bucket/prefix/' WITH (format = 'PARQUET')",
  execute: "EXECUTE name USING 'a'",
  prepare: 'PREPARE name FROM SELECT ?',
  deallocate: 'DEALLOCATE PREPARE name',
  explain: 'EXPLAIN SELECT 1',
  createTableAs: "CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1 AS a",
  createTable: "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://bucket/prefix/'",
  createView: 'CREATE OR REPLACE VIEW v AS SELECT 1 AS a',
  createDatabase: 'CREATE DATABASE IF NOT EXISTS d',
  dropDatabase: 'DROP DATABASE d CASCADE',
  dropTable: 'DROP TABLE IF EXISTS t',
  dropView: 'DROP VIEW v',
  addPartitions: "ALTER TABLE t ADD PARTITION (day = '1')",
  dropPartitions: "ALTER TABLE t DROP PARTITION (day = '1')",
  renamePartition: "ALTER TABLE t PARTITION (day = '1') RENAME TO PARTITION (day = '2')",
  setLocation: "ALTER TABLE t SET LOCATION 's3://bucket/prefix/'",
  setProperties: "ALTER TABLE t SET TBLPROPERTIES ('name' = 'value')",
  addColumns: 'ALTER TABLE t ADD COLUMNS (a int)',
  replaceColumns: 'ALTER TABLE t REPLACE COLUMNS (a int)',
  repairTable: 'MSCK REPAIR TABLE t',
  describe: 'DESCRIBE t',
  showDatabases: "SHOW DATABASES LIKE 'a*'",
  showTables: "SHOW TABLES IN d 'a*'",
  showViews: 'SHOW VIEWS',
  showPartitions: 'SHOW PARTITIONS t',
  showColumns: 'SHOW COLUMNS IN t',
  showCreateTable: 'SHOW CREATE TABLE t',
  showCreateView: 'SHOW CREATE VIEW v',
  showTableProperties: 'SHOW TBLPROPERTIES t',
}

export function statementsSection(): string {
  const rows = Object.entries(EXAMPLES).map(([kind, text]) => {
    const statement = parseStatement(text)
    const read = statement.kind === 'alterTable' ? statement.change.kind : statement.kind
    if (read !== kind) throw new Error(`${text} is read as ${read}, not as ${kind}`)
    const { type, subtype } = statementTypeOf(statement)
    return `| \`${text}\` | ${type} | \`${subtype}\` |`
  })
  return `## Statements

| An example | StatementType | SubstatementType |
|---|---|---|
${rows.join('\n')}

A query may also begin with \`WITH\`, \`VALUES\`, \`TABLE\` or a parenthesis. \`DESCRIBE\` takes
\`EXTENDED\`, \`FORMATTED\`, a partition and a column, and is \`DESC\` too; \`SCHEMA\` is
\`DATABASE\`.

Statements that begin with one of these words are answered "Queries of this type are not supported":
${listOf(REFUSED_STATEMENTS)}.
`
}
