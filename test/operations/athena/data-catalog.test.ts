// GetDataCatalog, ListDataCatalogs, GetDatabase, ListDatabases, GetTableMetadata and
// ListTableMetadata.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AthenaClient,
  GetDatabaseCommand,
  GetDataCatalogCommand,
  GetTableMetadataCommand,
  ListDatabasesCommand,
  ListDataCatalogsCommand,
  ListTableMetadataCommand,
} from '@aws-sdk/client-athena'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'

let world: TestWorld
const CatalogName = 'AwsDataCatalog'
const DatabaseName = 'logs'

before(async () => {
  world = await startWorld()
  const glue = world.client(GlueClient)
  const DatabaseInput = { Name: DatabaseName, Description: 'of the trail', Parameters: { a: 'b' } }
  await glue.send(new CreateDatabaseCommand({ DatabaseInput }))
  const TableInput = {
    Name: 'cloudtrail',
    TableType: 'EXTERNAL_TABLE',
    StorageDescriptor: {
      Columns: [{ Name: 'eventname', Type: 'string', Comment: 'what', Parameters: { x: 'y' } }],
      Location: 's3://audit/AWSLogs/',
      InputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe',
        Parameters: { 'serialization.format': '1' },
      },
    },
    PartitionKeys: [{ Name: 'day', Type: 'string' }],
    Parameters: { EXTERNAL: 'TRUE' },
  }
  await glue.send(new CreateTableCommand({ DatabaseName, TableInput }))
  const view = { Name: 'view', TableType: 'VIRTUAL_VIEW' }
  await glue.send(new CreateTableCommand({ DatabaseName, TableInput: view }))
})
after(() => world.close())

const athena = (as?: Credentials) => world.client(AthenaClient, as)
const database = (Name: string, as?: Credentials) =>
  athena(as).send(new GetDatabaseCommand({ CatalogName, DatabaseName: Name }))
const table = (TableName: string, as?: Credentials) =>
  athena(as).send(new GetTableMetadataCommand({ CatalogName, DatabaseName, TableName }))
const tables = (more = {}) =>
  athena().send(new ListTableMetadataCommand({ CatalogName, DatabaseName, ...more }))

// Validation

test('there is one data catalog', async () => {
  const refusal = {
    name: 'InvalidRequestException',
    message: 'Data catalog other was not found',
  }
  const named = { CatalogName: 'other' }
  const inOther = { ...named, DatabaseName }
  await assert.rejects(athena().send(new GetDataCatalogCommand({ Name: 'other' })), refusal)
  await assert.rejects(athena().send(new ListDatabasesCommand(named)), refusal)
  await assert.rejects(athena().send(new GetDatabaseCommand(inOther)), refusal)
  await assert.rejects(athena().send(new ListTableMetadataCommand(inOther)), refusal)
  const command = new GetTableMetadataCommand({ ...inOther, TableName: 'x' })
  await assert.rejects(athena().send(command), refusal)
})

test('what Glue does not find is told in its words', async () => {
  const envelope = (message: string) =>
    new RegExp(
      `^${message} \\(Service: AmazonDataCatalog; Status Code: 400; ` +
        'Error Code: EntityNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\\)$',
    )
  const refusal = (message: string) => ({
    name: 'MetadataException',
    message: envelope(message),
  })
  await assert.rejects(database('nothing'), refusal('Database nothing not found.'))
  await assert.rejects(table('nothing'), refusal('Entity Not Found'))
  await assert.rejects(tables({ DatabaseName: 'x' }), refusal('Database x not found.'))
})

// Authorization

test('the catalog is asked for, and then Glue, in the same name', async () => {
  const catalog = `arn:aws:athena:us-east-1:${ACCOUNT}:datacatalog/AwsDataCatalog`
  const half = await world.user('half', allow('athena:*', catalog))
  await assert.rejects(table('cloudtrail', half), {
    name: 'MetadataException',
    message: /not authorized to perform: glue:GetTable on .*Error Code: AccessDeniedException/,
  })
  const other = await world.user('other', allow('glue:*'))
  await assert.rejects(table('cloudtrail', other), {
    name: 'AccessDeniedException',
    message: /not authorized to perform: athena:GetTableMetadata on resource: .*AwsDataCatalog/,
  })
  const whole = await world.user('whole', allow(['athena:GetTableMetadata', 'glue:GetTable']))
  assert.equal((await table('cloudtrail', whole)).TableMetadata?.Name, 'cloudtrail')
})

test('Glue can be open to Athena only', async () => {
  const Condition = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }
  const Statement = [
    { Effect: 'Allow', Action: 'glue:GetTable', Resource: '*', Condition },
    { Effect: 'Allow', Action: 'athena:GetTableMetadata', Resource: '*' },
  ]
  const user = await world.user('through', { Version: '2012-10-17', Statement })
  assert.equal((await table('cloudtrail', user)).TableMetadata?.Name, 'cloudtrail')
})

// Behaviour

test('the catalog is that of Glue', async () => {
  const { DataCatalog } = await athena().send(new GetDataCatalogCommand({ Name: CatalogName }))
  const Parameters = { 'catalog-id': ACCOUNT }
  assert.deepEqual(DataCatalog, { Name: CatalogName, Type: 'GLUE', Parameters })
  const { DataCatalogsSummary } = await athena().send(new ListDataCatalogsCommand({}))
  assert.deepEqual(DataCatalogsSummary, [{ CatalogName, Type: 'GLUE' }])
})

test('databases are described and listed, page by page', async () => {
  const logs = { Name: DatabaseName, Description: 'of the trail', Parameters: { a: 'b' } }
  assert.deepEqual((await database('LOGS')).Database, logs)
  const list = (more = {}) => athena().send(new ListDatabasesCommand({ CatalogName, ...more }))
  const first = await list({ MaxResults: 1 })
  assert.deepEqual(first.DatabaseList, [{ Name: 'default' }])
  const second = await list({ MaxResults: 1, NextToken: first.NextToken })
  assert.deepEqual(second.DatabaseList, [logs])
  assert.equal(second.NextToken, undefined)
})

test('a table is described as clients of Athena know it', async () => {
  const { CreateTime, ...rest } = (await table('CloudTrail')).TableMetadata ?? {}
  assert.ok(CreateTime)
  assert.deepEqual(rest, {
    Name: 'cloudtrail',
    TableType: 'EXTERNAL_TABLE',
    Columns: [{ Name: 'eventname', Type: 'string', Comment: 'what' }],
    PartitionKeys: [{ Name: 'day', Type: 'string' }],
    Parameters: {
      EXTERNAL: 'TRUE',
      inputformat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
      location: 's3://audit/AWSLogs/',
      outputformat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      'serde.param.serialization.format': '1',
      'serde.serialization.lib': 'org.apache.hive.hcatalog.data.JsonSerDe',
    },
  })
})

test('tables are listed by name, page by page, and by an expression', async () => {
  const namesOf = async (more = {}) =>
    (await tables(more)).TableMetadataList?.map(({ Name }) => Name)
  assert.deepEqual(await namesOf(), ['cloudtrail', 'view'])
  assert.deepEqual(await namesOf({ Expression: 'v.*' }), ['view'])
  const { NextToken } = await tables({ MaxResults: 1 })
  assert.deepEqual(await namesOf({ MaxResults: 1, NextToken }), ['view'])
})

test('Glue records the call as one that Athena made', async () => {
  await table('cloudtrail')
  const AttributeKey = 'EventName' as const
  const LookupAttributes = [{ AttributeKey, AttributeValue: 'GetTable' }]
  const command = new LookupEventsCommand({ LookupAttributes, MaxResults: 1 })
  const { Events: [event] = [] } = await world.client(CloudTrailClient).send(command)
  const record = JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  const identity = record['userIdentity'] as Record<string, unknown>
  assert.equal(record['eventSource'], 'glue.amazonaws.com')
  assert.equal(record['sourceIPAddress'], 'athena.amazonaws.com')
  assert.equal(identity['invokedBy'], 'athena.amazonaws.com')
})
