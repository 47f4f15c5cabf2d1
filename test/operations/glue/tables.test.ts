// Tables: CreateTable, GetTable, GetTables, UpdateTable, DeleteTable, BatchDeleteTable,
// GetTableVersions, SearchTables and GetPartitionIndexes.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreateTableCommandInput, TableInput } from '@aws-sdk/client-glue'
import {
  BatchDeleteTableCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GetPartitionIndexesCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
  GlueClient,
  paginateGetTables,
  SearchTablesCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../../fixtures/world.ts'

let world: TestWorld
const DatabaseName = 'logs'

before(async () => {
  world = await startWorld()
  await glue().send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }))
  await create({ Name: 'subject' })
})
after(() => world.close())

const glue = (as?: Credentials) => world.client(GlueClient, as)
const create = (table: TableInput, more: Partial<CreateTableCommandInput> = {}) =>
  glue().send(new CreateTableCommand({ DatabaseName, TableInput: table, ...more }))
const update = (table: TableInput, more: object = {}) =>
  glue().send(new UpdateTableCommand({ DatabaseName, TableInput: table, ...more }))
const get = async (Name: string, as?: Credentials) =>
  (await glue(as).send(new GetTableCommand({ DatabaseName, Name }))).Table
const names = async (input: object): Promise<unknown> => {
  const { TableList = [] } = await glue().send(new GetTablesCommand({ DatabaseName, ...input }))
  return TableList.map(({ Name }) => Name)
}

// Validation

test('a table is made once, in a database that exists', async () => {
  await assert.rejects(create({ Name: 'Subject' }), {
    name: 'AlreadyExistsException',
    message: 'Table already exists.',
  })
  await assert.rejects(create({ Name: 'x' }, { DatabaseName: 'nothing' }), {
    name: 'EntityNotFoundException',
    message: 'Database nothing not found.',
  })
})

test('a table has to be there to be read, changed or deleted', async () => {
  const refusal = { name: 'EntityNotFoundException', message: 'Table nothing not found.' }
  await assert.rejects(get('nothing'), { ...refusal, message: 'Entity Not Found' })
  await assert.rejects(update({ Name: 'nothing' }), refusal)
  const named = { DatabaseName, Name: 'nothing' }
  await assert.rejects(glue().send(new DeleteTableCommand(named)), refusal)
  const table = { DatabaseName, TableName: 'nothing' }
  await assert.rejects(glue().send(new GetTableVersionsCommand(table)), refusal)
  await assert.rejects(glue().send(new GetPartitionIndexesCommand(table)), refusal)
})

test('what there is none of here is refused, not forgotten', async () => {
  const refusal = { name: 'InvalidInputException' }
  const PartitionIndexes = [{ Keys: ['day'], IndexName: 'x' }]
  await assert.rejects(create({ Name: 'indexed' }, { PartitionIndexes }), refusal)
  const OpenTableFormatInput = { IcebergInput: { MetadataOperation: 'CREATE' as const } }
  await assert.rejects(create({ Name: 'ice' }, { OpenTableFormatInput }), refusal)
  const view = { Name: 'view', ViewDefinition: { IsProtected: true } }
  await assert.rejects(create(view), refusal)
  const nothing = new CreateTableCommand({ DatabaseName })
  await assert.rejects(glue().send(nothing), refusal)
  await assert.rejects(names({ Expression: '[' }), refusal)
})

// Authorization

test('a table asks for itself, its database and the catalog', async () => {
  const arn = `arn:aws:glue:us-east-1:${ACCOUNT}`
  const reader = async (name: string, Resource: string[]) =>
    world.user(name, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['glue:GetTable', 'glue:GetTables'], Resource }],
    })
  const places = [`${arn}:catalog`, `${arn}:database/logs`, `${arn}:table/logs/subject`]
  const whole = await reader('whole', places)
  assert.equal((await get('SUBJECT', whole))?.Name, 'subject')
  for (const [index, missing] of places.entries()) {
    const half = await reader(`without-${index}`, places.toSpliced(index, 1))
    await assert.rejects(get('subject', half), (cause: Error) => {
      assert.equal(cause.name, 'AccessDeniedException')
      assert.ok(cause.message.includes(`on resource: ${missing} because`), cause.message)
      return true
    })
  }
  // A list is of all tables.
  await assert.rejects(glue(whole).send(new GetTablesCommand({ DatabaseName })), {
    message: /on resource: arn:aws:glue:us-east-1:111122223333:table\/logs\/\*/,
  })
})

// Behaviour

const cloudTrail: TableInput = {
  Name: 'CloudTrail_Logs',
  Description: 'of the audit bucket',
  Owner: 'hadoop',
  Retention: 3,
  LastAccessTime: new Date('2026-11-01T00:00:00Z'),
  StorageDescriptor: {
    Columns: [
      { Name: 'eventversion', Type: 'string' },
      { Name: 'useridentity', Type: 'struct<type:string,arn:string>', Comment: 'who' },
    ],
    Location: 's3://audit/AWSLogs/',
    InputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    SerdeInfo: {
      SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe',
      Parameters: { 'serialization.format': '1' },
    },
  },
  PartitionKeys: [{ Name: 'timestamp', Type: 'string' }],
  TableType: 'EXTERNAL_TABLE',
  Parameters: { EXTERNAL: 'TRUE', classification: 'cloudtrail' },
}

test('what is said of a table is answered, with what nobody said', async () => {
  await create(cloudTrail)
  const { CreateTime, UpdateTime, ...rest } = (await get('cloudtrail_logs')) ?? {}
  assert.ok(CreateTime && UpdateTime)
  assert.deepEqual(rest, {
    ...cloudTrail,
    Name: 'cloudtrail_logs',
    DatabaseName,
    StorageDescriptor: {
      ...cloudTrail.StorageDescriptor,
      Compressed: false,
      NumberOfBuckets: 0,
      StoredAsSubDirectories: false,
    },
    CreatedBy: `arn:aws:iam::${ACCOUNT}:root`,
    IsRegisteredWithLakeFormation: false,
    CatalogId: ACCOUNT,
    VersionId: '0',
    IsMultiDialectView: false,
  })
})

test('an update replaces, keeps who made it, and leaves the old version behind', async () => {
  await create({ Name: 'changing', Description: 'first', Owner: 'hadoop' })
  const first = await get('changing')
  await update({ Name: 'changing', Description: 'second' })
  await update({ Name: 'changing', Description: 'third' }, { SkipArchive: true })
  const third = await get('changing')
  assert.deepEqual(third?.CreateTime, first?.CreateTime)
  assert.equal(third?.Owner, undefined)
  assert.equal(third?.VersionId, '2')
  const versions = new GetTableVersionsCommand({ DatabaseName, TableName: 'changing' })
  const { TableVersions = [] } = await glue().send(versions)
  assert.deepEqual(
    TableVersions.map(({ VersionId, Table }) => [VersionId, Table?.Description]),
    [
      ['2', 'third'],
      ['0', 'first'],
    ],
  )
  const page = new GetTableVersionsCommand({
    DatabaseName,
    TableName: 'changing',
    MaxResults: 1,
  })
  const { NextToken } = await glue().send(page)
  const next = new GetTableVersionsCommand({ ...page.input, NextToken })
  const rest = await glue().send(next)
  assert.equal(rest.TableVersions?.[0]?.VersionId, '0')
  assert.equal(rest.NextToken, undefined)
  await assert.rejects(update({ Name: 'changing' }, { VersionId: '1' }), {
    name: 'ConcurrentModificationException',
  })
  await update({ Name: 'changing' }, { VersionId: '2' })
})

test('tables are listed by name, page by page, and by an expression', async () => {
  await create({ Name: 'temp_table_1', TableType: 'EXTERNAL_TABLE' })
  await create({ Name: 'temp_table_2' })
  assert.deepEqual(await names({ Expression: 'temp_*' }), ['temp_table_1', 'temp_table_2'])
  assert.deepEqual(await names({ Expression: '*table*' }), ['temp_table_1', 'temp_table_2'])
  assert.deepEqual(await names({ Expression: '.*_[2-9]|subject' }), ['subject', 'temp_table_2'])
  assert.deepEqual(await names({ Expression: 'temp' }), [])
  const all: unknown[] = []
  const paged = { client: glue(), pageSize: 2 }
  for await (const { TableList = [] } of paginateGetTables(paged, { DatabaseName })) {
    assert.ok(TableList.length <= 2)
    all.push(...TableList.map(({ Name }) => Name))
  }
  assert.deepEqual(all, await names({}))
  const brief = { DatabaseName, Expression: 'temp_table_1', AttributesToGet: ['TABLE_TYPE'] }
  const { TableList } = await glue().send(new GetTablesCommand(brief as never))
  assert.deepEqual(TableList, [
    { Name: 'temp_table_1', DatabaseName, CatalogId: ACCOUNT, TableType: 'EXTERNAL_TABLE' },
  ])
})

test('several are deleted at once; those that are not there are told of', async () => {
  await create({ Name: 'gone_1' })
  await create({ Name: 'gone_2' })
  const TablesToDelete = ['gone_1', 'nothing', 'GONE_2', 'gone_1']
  const answer = await glue().send(new BatchDeleteTableCommand({ DatabaseName, TablesToDelete }))
  assert.deepEqual(answer.Errors, [
    {
      TableName: 'nothing',
      ErrorDetail: { ErrorCode: 'EntityNotFoundException', ErrorMessage: 'Table not found' },
    },
  ])
  assert.deepEqual(await names({ Expression: 'gone*' }), [])
})

test('tables are found by a text and by what is said of them', async () => {
  await create({ Name: 'orders', Description: 'What was sold', Parameters: { source: 'shop' } })
  const search = async (input: object) =>
    (await glue().send(new SearchTablesCommand(input))).TableList?.map(({ Name }) => Name)
  assert.deepEqual(await search({ SearchText: 'SOLD' }), ['orders'])
  assert.deepEqual(await search({ SearchText: '"shop"' }), ['orders'])
  assert.deepEqual(await search({ SearchText: '"sho"' }), [])
  assert.deepEqual(await search({ Filters: [{ Key: 'source', Value: 'shop' }] }), ['orders'])
  const inLogs = { Key: 'DatabaseName', Value: 'logs', Comparator: 'EQUALS' }
  const SortCriteria = [{ FieldName: 'Name', Sort: 'DESC' }]
  const found = (await search({ Filters: [inLogs], SortCriteria })) ?? []
  assert.deepEqual(found, found.toSorted().toReversed())
  const page = new SearchTablesCommand({ MaxResults: 1, Filters: [inLogs] as never })
  const { NextToken } = await glue().send(page)
  assert.ok(NextToken)
  assert.deepEqual(await search({ Filters: [{ Key: 'constructor', Value: 'function' }] }), [])
})

test('a table has no partition indexes', async () => {
  const command = new GetPartitionIndexesCommand({ DatabaseName, TableName: 'subject' })
  assert.deepEqual((await glue().send(command)).PartitionIndexDescriptorList, [])
})

test('the event of a change says what was asked, as CloudTrail spells it', async () => {
  await create({ Name: 'recorded', Parameters: { Classification: 'json' } })
  const AttributeKey = 'EventName' as const
  const LookupAttributes = [{ AttributeKey, AttributeValue: 'CreateTable' }]
  const command = new LookupEventsCommand({ LookupAttributes, MaxResults: 1 })
  const { Events: [event] = [] } = await world.client(CloudTrailClient).send(command)
  const record = JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.equal(record['eventSource'], 'glue.amazonaws.com')
  assert.deepEqual(record['requestParameters'], {
    databaseName: DatabaseName,
    tableInput: { name: 'recorded', parameters: { Classification: 'json' } },
  })
  assert.equal(record['responseElements'], null)
})
