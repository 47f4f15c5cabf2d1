// What was looked up, as a query over the logs of a trail.

import type { CatalogTable } from '../athena/catalog.ts'
import { sqlText } from '../athena/sql-text.ts'
import type { Attribute, Lookup } from './lookup.ts'

const CONDITIONS: Readonly<Record<Attribute, (text: string) => string>> = {
  AccessKeyId: (text) => `useridentity.accesskeyid = ${text}`,
  EventId: (text) => `eventid = ${text}`,
  EventName: (text) => `eventname = ${text}`,
  EventSource: (text) => `eventsource = ${text}`,
  ReadOnly: (text) => `readonly = ${text}`,
  ResourceName: (text) =>
    `(any_match(resources, resource -> resource.arn = ${text})
    OR strpos(requestparameters, ${text}) > 0)`,
  ResourceType: (text) => `any_match(resources, resource -> resource.type = ${text})`,
  Username: (text) =>
    `(useridentity.username = ${text}
    OR useridentity.arn LIKE concat('%/', ${text}))`,
}

/** A column that a table has partitions by, and what it holds for a time. */
const dayIn = (iso: string): string => iso.slice(0, 10).replaceAll('-', '/')

export function searchQuery(
  table: Pick<CatalogTable, 'database' | 'name' | 'partitions'> | undefined,
  { attribute, value, lastMs, from, to }: Lookup,
  { now, region }: { readonly now: Date; readonly region: string },
): string {
  const start = lastMs === undefined ? from : new Date(now.getTime() - lastMs).toISOString()
  const { partitions = [] } = table ?? {}
  const conditions = [
    ...(value === '' ? [] : [CONDITIONS[attribute](sqlText(value))]),
    ...(start ? [`eventtime >= ${sqlText(secondOf(start))}`] : []),
    ...(to ? [`eventtime <= ${sqlText(secondOf(to))}`] : []),
    // Fewer partitions are read, and paid for. Events are delivered on their day or the next.
    ...(partitions.includes('region') ? [`region = ${sqlText(region)}`] : []),
    ...(partitions.includes('timestamp') && start
      ? [`"timestamp" >= ${sqlText(dayIn(start))}`]
      : []),
  ]
  return [
    'SELECT eventtime, eventname, useridentity.arn, sourceipaddress, errorcode,',
    '  requestparameters, eventid',
    `FROM ${table ? `${table.database}.${table.name}` : 'default.cloudtrail_logs'}`,
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join('\n  AND ')}`]),
    'ORDER BY eventtime DESC',
    'LIMIT 1000',
  ].join('\n')
}

/** As records have it: no fractions. */
const secondOf = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19)}Z`
