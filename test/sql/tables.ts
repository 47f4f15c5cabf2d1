import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { DataSource, HiveType, QueryTable, StorageFormat } from '../../src/sql/types.ts'

const text: HiveType = { kind: 'string' }

const struct = (fields: Readonly<Record<string, HiveType>>): HiveType => ({
  kind: 'struct',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
})

const texts = (names: string): Readonly<Record<string, HiveType>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, text]))

const COLUMNS: Readonly<Record<string, HiveType>> = {
  eventversion: text,
  useridentity: struct({
    ...texts('type principalid arn accountid username'),
    sessioncontext: struct({ attributes: struct(texts('mfaauthenticated creationdate')) }),
  }),
  ...texts('eventtime eventsource eventname awsregion sourceipaddress errorcode'),
  ...texts('requestparameters responseelements readonly eventid'),
  resources: { kind: 'array', element: struct(texts('arn accountid type')) },
}

export const CLOUDTRAIL_FORMAT: StorageFormat = {
  serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
  serdeProperties: {},
  inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
}

/** A table whose sources are files. */
export function tableOf(
  name: string,
  format: StorageFormat,
  columns: Readonly<Record<string, HiveType>>,
  sources: readonly DataSource[],
  properties: Readonly<Record<string, string>> = {},
): QueryTable {
  const list = Object.entries(columns).map(([name, type]) => ({ name, type }))
  const partitionKeys = [{ name: 'region', type: text }]
  const kind = 'EXTERNAL_TABLE' as const
  const definition = {
    database: 'default',
    name,
    kind,
    columns: list,
    partitionKeys,
    format,
    properties,
  }
  return { definition, sources }
}

export const trailTable = (sources: readonly DataSource[]): QueryTable =>
  tableOf('trail', CLOUDTRAIL_FORMAT, COLUMNS, sources)

export function sourceOf(
  directory: string,
  name: string,
  content: string | Uint8Array,
): DataSource {
  const path = join(directory, name)
  writeFileSync(path, content)
  const region = name.includes('tokyo') ? 'ap-northeast-1' : 'us-east-1'
  const bytes = content.length
  return {
    uri: `s3://bucket/${name}`,
    content: { path },
    bytes,
    etag: `"${name}"`,
    partition: { region },
  }
}

/** A log file of records, each with what matters to a test. */
export function logFile(
  directory: string,
  name: string,
  records: readonly Readonly<Record<string, unknown>>[],
): DataSource {
  const json = JSON.stringify({ Records: records.map((record) => ({ ...RECORD, ...record })) })
  return sourceOf(directory, name, name.endsWith('.gz') ? gzipSync(json) : json)
}

const RECORD = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/alice',
    accountId: '111122223333',
    userName: 'alice',
    sessionContext: {
      attributes: { mfaAuthenticated: 'true', creationDate: '2026-11-23T00:00:00Z' },
    },
  },
  eventTime: '2026-11-23T01:00:00Z',
  eventSource: 'kms.amazonaws.com',
  eventName: 'PutKeyPolicy',
  awsRegion: 'us-east-1',
  requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', policyName: 'default' },
  responseElements: null,
  readOnly: false,
  eventID: 'e0',
  resources: [
    { ARN: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd', accountId: '111122223333' },
  ],
}
