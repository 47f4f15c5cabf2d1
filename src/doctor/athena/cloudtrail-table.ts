// CREATE TABLE for the logs of a trail, as AWS's console and its guide have it.

import { quoted, quotedName } from '../../base/hive-text.ts'
import { CLOUDTRAIL_COLUMNS } from './cloudtrail-columns.ts'

export interface TrailLogs {
  readonly bucket: string
  /** S3KeyPrefix of the trail. */
  readonly prefix?: string
  /** Of an organization trail, `o-exampleorgid`: its folder stands above the accounts'. */
  readonly organizationId?: string
}

/**
 * One partition for each account, Region and day, none of which has to be added: the values come
 * from the table's properties. A query that names a day lists a day.
 */
export function projectedCloudTrailTable({
  table,
  logs,
  accounts,
  regions,
  range = 'NOW-3YEARS,NOW',
}: {
  /** `name` or `database.name`. */
  readonly table: string
  readonly logs: TrailLogs
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** Days of the form `2026/11/28`, or counted from NOW. */
  readonly range?: string
}): string {
  const location = logsLocation(logs)
  return createTable({
    table,
    comment: `CloudTrail table for ${logs.bucket} bucket`,
    partitionKeys: ['account', 'region', 'timestamp'],
    location,
    properties: {
      classification: 'cloudtrail',
      'projection.enabled': 'true',
      'projection.account.type': 'enum',
      'projection.account.values': accounts.join(),
      'projection.region.type': 'enum',
      'projection.region.values': regions.join(),
      'projection.timestamp.type': 'date',
      'projection.timestamp.format': 'yyyy/MM/dd',
      'projection.timestamp.range': range,
      'projection.timestamp.interval': '1',
      'projection.timestamp.interval.unit': 'DAYS',
      'storage.location.template': `${location}\${account}/CloudTrail/\${region}/\${timestamp}/`,
    },
  })
}

/** What the button "Create Athena table" of the Event history makes: no partitions at all. */
export function consoleCloudTrailTable(logs: TrailLogs, account: string): string {
  return createTable({
    table: `cloudtrail_logs_${logs.bucket.replaceAll(/[-.]/g, '_')}`,
    comment: `CloudTrail table for ${logs.bucket} bucket`,
    partitionKeys: [],
    location: `${logsLocation(logs)}${account}/CloudTrail/`,
    properties: { classification: 'cloudtrail' },
  })
}

function logsLocation({ bucket, prefix, organizationId }: TrailLogs): string {
  const folders = [bucket, prefix, 'AWSLogs', organizationId]
  return `s3://${folders.filter((folder) => folder !== undefined && folder !== '').join('/')}/`
}

interface CreateTable {
  readonly table: string
  readonly comment: string
  readonly partitionKeys: readonly string[]
  readonly location: string
  readonly properties: Readonly<Record<string, string>>
}

function createTable(table: CreateTable): string {
  const columns = CLOUDTRAIL_COLUMNS.map(([name, type]) => `  ${quotedName(name)} ${type}`)
  const keys = table.partitionKeys.map((name) => `  ${quotedName(name)} string`)
  const properties = Object.entries(table.properties).map(([name, value]) => {
    return `  ${quoted(name)}=${quoted(value)}`
  })
  return [
    `CREATE EXTERNAL TABLE ${table.table.split('.').map(quotedName).join('.')} (`,
    `${columns.join(',\n')})`,
    `COMMENT ${quoted(table.comment)}`,
    ...(keys.length === 0 ? [] : [`PARTITIONED BY (\n${keys.join(',\n')})`]),
    "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'",
    "STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
    `LOCATION ${quoted(table.location)}`,
    `TBLPROPERTIES (\n${properties.join(',\n')})`,
  ].join('\n')
}
