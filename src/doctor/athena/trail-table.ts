// A table over CloudTrail's logs, as the catalog describes it: whether it holds the logs in
// question, and which of its partitions a question needs.

import type { TableName } from './athena-name.ts'

export interface TrailTable extends TableName {
  /** `s3://bucket/prefix/`. */
  readonly location: string
  readonly partitionKeys: readonly PartitionKey[]
  /** TBLPROPERTIES. */
  readonly properties: Readonly<Record<string, string>>
}

export interface PartitionKey {
  readonly name: string
  readonly type: string
}

/** Which logs are in question. */
export interface LogPlace {
  readonly account: string
  /** Undefined: any of them. */
  readonly region: string | undefined
}

/** Whether a table reads log files of CloudTrail, by its format and not by its name. */
export function isOfCloudTrail(properties: Readonly<Record<string, string>>): boolean {
  const formats = [properties.inputformat, properties['serde.serialization.lib']]
  return (
    properties.classification === 'cloudtrail' ||
    formats.some((format) => format !== undefined && /CloudTrail/i.test(format))
  )
}

/**
 * The folder that holds all that the table can want of these logs: where its location or the
 * template of its partitions goes on with what differs, such as a day.
 */
export function folderOf({ location, properties }: TrailTable, place: LogPlace): string {
  const template = properties['storage.location.template'] ?? location
  const filled = template.replaceAll(/\$\{(\w+)\}/g, (whole, key: string) => {
    const value = keyValue(key, place)
    return value ?? whole
  })
  const at = filled.indexOf('${')
  const fixed = at < 0 ? filled : filled.slice(0, at)
  return at < 0 && !fixed.endsWith('/') ? `${fixed}/` : fixed
}

/** Whether `folder`, of the form `s3://bucket/AWSLogs/account/CloudTrail/region/`, is in it. */
export function covers(table: TrailTable, folder: string, place: LogPlace): boolean {
  return folder.startsWith(folderOf(table, place)) && isListed(table, place)
}

/** Partitions of an enumeration hold what it lists, and nothing else. */
function isListed({ partitionKeys, properties }: TrailTable, place: LogPlace): boolean {
  return partitionKeys.every(({ name }) => {
    const listed = properties[`projection.${name}.values`]?.split(',')
    const value = keyValue(name, place)
    return listed === undefined || value === undefined || listed.includes(value)
  })
}

/** `account` and `region` under the names that AWS's guide and published tables give them. */
export function keyValue(key: string, { account, region }: LogPlace): string | undefined {
  if (/^account_?(id)?$/i.test(key)) return account
  return /^(aws_?)?region$/i.test(key) ? region : undefined
}

/** The key whose partitions are days, with the form in which it writes them. */
export function dayKeyOf({ partitionKeys, properties }: TrailTable) {
  for (const key of partitionKeys) {
    const format = properties[`projection.${key.name}.format`] ?? ''
    const isDate = properties[`projection.${key.name}.type`]?.toLowerCase() === 'date'
    if (isDate && /^yyyy\W?MM\W?dd$/.test(format)) return { ...key, format }
  }
  return undefined
}

/** `2026/11/28`, as the format of the key writes the day of an ISO time. */
export function dayText(time: string, format: string): string {
  const [year = '', month = '', day = ''] = time.slice(0, 10).split('-')
  return format.replace('yyyy', year).replace('MM', month).replace('dd', day)
}
