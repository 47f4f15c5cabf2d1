import type { JsonObject } from '../../base/json.ts'

const READING = /^(Get|List|Describe|Lookup|BatchGet)/
/** A statement that begins otherwise may make tables, or write. */
const READING_SQL = /^\s*(--[^\n]*\n\s*)*(SELECT|WITH|SHOW|DESCRIBE|EXPLAIN|VALUES)\b/i

/** Whether the operation changes anything that stays. */
export function isChange(operation: string, { QueryString }: JsonObject): boolean {
  if (operation === 'StopQueryExecution') return false
  if (operation !== 'StartQueryExecution') return !READING.test(operation)
  return typeof QueryString !== 'string' || !READING_SQL.test(QueryString)
}
