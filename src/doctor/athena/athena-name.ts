// Names and texts in Trino's SQL.

export interface TableName {
  readonly database: string
  readonly name: string
}

/** `database.table`; `default` where no database is named, as in Athena's console. */
export function parseTableName(text: string): TableName | undefined {
  const parts = text.toLowerCase().split('.')
  if (parts.length > 2 || parts.some((part) => !/^\w[\w-]*$/.test(part))) return undefined
  const [first = '', second] = parts
  return second === undefined
    ? { database: 'default', name: first }
    : { database: first, name: second }
}

export const printTableName = ({ database, name }: TableName): string => `${database}.${name}`

export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
