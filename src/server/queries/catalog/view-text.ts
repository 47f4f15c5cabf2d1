// A view as Athena keeps it in Glue: JSON in Base64 in a comment, which Trino and Presto read too.

import { isJsonObject, parseJson } from '../../../base/json.ts'
import { trinoTypeOf } from '../../../sql/hive-type/trino-type.ts'
import type { TableDefinition } from '../../../sql/types.ts'

const MARK = '/* Presto View: '
const END = ' */'

export const EXPANDED_VIEW_TEXT = '/* Presto View */'

type View = Pick<TableDefinition, 'database' | 'columns' | 'viewText'>

export function printViewText({ database, columns, viewText }: View): string {
  const view = {
    originalSql: viewText,
    catalog: 'awsdatacatalog',
    schema: database,
    columns: columns.map(({ name, type }) => ({ name, type: trinoTypeOf(type) })),
  }
  return `${MARK}${Buffer.from(JSON.stringify(view)).toString('base64')}${END}`
}

/** The SELECT. Undefined: the text is another engine's. */
export function parseViewText(text: string): string | undefined {
  if (!text.startsWith(MARK) || !text.endsWith(END)) return undefined
  const view = parseJson(Buffer.from(text.slice(MARK.length, -END.length), 'base64').toString())
  if (!isJsonObject(view) || typeof view['originalSql'] !== 'string') return undefined
  return view['originalSql']
}
