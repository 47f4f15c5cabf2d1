// Partitions: CreatePartition, BatchCreatePartition, GetPartition, BatchGetPartition,
// GetPartitions, UpdatePartition, DeletePartition and BatchDeletePartition.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GetPartitionsCommandInput, PartitionInput } from '@aws-sdk/client-glue'
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GlueClient,
  paginateGetPartitions,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'

let world: TestWorld
const table = { DatabaseName: 'default', TableName: 'logs' }

before(async () => {
  world = await startWorld()
  await makeTable('logs')
})
after(() => world.close())

const glue = (as?: Credentials) => world.client(GlueClient, as)

async function makeTable(Name: string): Promise<void> {
  const PartitionKeys = [
    { Name: 'Region', Type: 'string' },
    { Name: 'hour', Type: 'int' },
  ]
  const TableInput = { Name, PartitionKeys }
  await glue().send(new CreateTableCommand({ DatabaseName: 'default', TableInput }))
}

const create = (given: PartitionInput, TableName = 'logs') =>
  glue().send(new CreatePartitionCommand({ ...table, TableName, PartitionInput: given }))
const get = (PartitionValues: string[], as?: Credentials) =>
  glue(as).send(new GetPartitionCommand({ ...table, PartitionValues }))
const list = async (input: Partial<GetPartitionsCommandInput>) =>
  ((await glue().send(new GetPartitionsCommand({ ...table, ...input }))).Partitions ?? []).map(
    ({ Values }) => Values?.join('/'),
  )

// Validation

test('a partition has a value for every key of its table', async () => {
  const refusal = { name: 'InvalidInputException' }
  for (const Values of [undefined, ['eu-west-1'], ['eu-west-1', '1', '2'], ['\ud800', '1']]) {
    await assert.rejects(create(Values ? { Values } : {}), refusal)
  }
  await assert.rejects(get(['eu-west-1']), refusal)
})

test('a partition is made once, of a table that exists', async () => {
  await create({ Values: ['once', '1'] })
  await assert.rejects(create({ Values: ['once', '1'] }), {
    name: 'AlreadyExistsException',
    message: 'Partition already exists.',
  })
  await assert.rejects(create({ Values: ['a', '1'] }, 'nothing'), {
    name: 'EntityNotFoundException',
    message: 'Table nothing not found.',
  })
})

test('a partition has to be there to be read, changed or deleted', async () => {
  const refusal = { name: 'EntityNotFoundException', message: 'Cannot find partition.' }
  const PartitionValues = ['nowhere', '1']
  await assert.rejects(get(PartitionValues), refusal)
  const remove = new DeletePartitionCommand({ ...table, PartitionValues })
  await assert.rejects(glue().send(remove), refusal)
  const change = { ...table, PartitionValueList: PartitionValues, PartitionInput: {} }
  await assert.rejects(glue().send(new UpdatePartitionCommand(change)), refusal)
})

test('a condition that is not understood is refused, whatever it would let through', async () => {
  const expressions = [
    'region',
    'region = ',
    'other = 1',
    'region LIKE 1',
    '(hour = 1',
    'hour = 1)',
  ]
  for (const Expression of [...expressions, "lower(region) = 'a'", 'hour = region']) {
    await assert.rejects(list({ Expression }), {
      name: 'InvalidInputException',
      message: `Unsupported expression '${Expression}'`,
    })
  }
  await assert.rejects(list({ Segment: { SegmentNumber: 2, TotalSegments: 2 } }), {
    name: 'InvalidInputException',
  })
})

// Authorization

test('a partition asks for its table', async () => {
  const other = await world.user('other', allow('glue:*', '*:table/default/other'))
  await assert.rejects(get(['once', '1'], other), { name: 'AccessDeniedException' })
  const reader = await world.user('reader', allow('glue:GetPartition'))
  assert.deepEqual((await get(['once', '1'], reader)).Partition?.Values, ['once', '1'])
})

// Behaviour

test('what is said of a partition is answered, also under values that fit no id', async () => {
  const long = 'é/'.repeat(500)
  for (const Values of [
    ['a/b', '1'],
    ['a', 'b/1'],
    ['%2f', ''.padEnd(3, '#')],
    [long, '1'],
    [long, '2'],
  ]) {
    const StorageDescriptor = { Location: `s3://logs/${Values[1]}/` }
    await create({ Values, StorageDescriptor, Parameters: { n: '1' } })
    const { CreationTime, ...rest } = (await get(Values)).Partition ?? {}
    assert.ok(CreationTime)
    assert.deepEqual(rest, {
      ...table,
      Values,
      StorageDescriptor: {
        ...StorageDescriptor,
        Compressed: false,
        NumberOfBuckets: 0,
        StoredAsSubDirectories: false,
      },
      Parameters: { n: '1' },
      CatalogId: ACCOUNT,
    })
  }
})

test('many are made, read and deleted at once; those that cannot be are told of', async () => {
  await makeTable('many')
  const many = { ...table, TableName: 'many' }
  const inputs = Array.from({ length: 100 }, (_, hour) => ({ Values: ['x', `${hour}`] }))
  const made = { ...many, PartitionInputList: inputs }
  assert.deepEqual((await glue().send(new BatchCreatePartitionCommand(made))).Errors, undefined)
  const again = { ...many, PartitionInputList: [{ Values: ['x', '7'] }, { Values: ['y', '7'] }] }
  const refused = (await glue().send(new BatchCreatePartitionCommand(again))).Errors
  assert.deepEqual(refused, [
    {
      PartitionValues: ['x', '7'],
      ErrorDetail: {
        ErrorCode: 'AlreadyExistsException',
        ErrorMessage: 'Partition already exists.',
      },
    },
  ])
  const PartitionsToGet = [{ Values: ['x', '7'] }, { Values: ['z', '7'] }]
  const got = await glue().send(new BatchGetPartitionCommand({ ...many, PartitionsToGet }))
  assert.deepEqual(
    got.Partitions?.map(({ Values }) => Values),
    [['x', '7']],
  )
  const removal = { ...many, PartitionsToDelete: PartitionsToGet }
  const missed = (await glue().send(new BatchDeletePartitionCommand(removal))).Errors
  assert.deepEqual(
    missed?.map(({ PartitionValues }) => PartitionValues),
    [['z', '7']],
  )
  assert.equal((await list({ TableName: 'many' })).length, 100)
})

test('an update replaces, keeps when it was made, and may give other values', async () => {
  await create({ Values: ['old', '1'], Parameters: { a: '1' } })
  const { Partition: before } = await get(['old', '1'])
  const change = (PartitionInput: PartitionInput, PartitionValueList = ['old', '1']) =>
    glue().send(new UpdatePartitionCommand({ ...table, PartitionValueList, PartitionInput }))
  await change({ Values: ['new', '1'] })
  const { Partition: moved } = await get(['new', '1'])
  assert.deepEqual(moved?.CreationTime, before?.CreationTime)
  assert.equal(moved?.Parameters, undefined)
  await assert.rejects(get(['old', '1']), { name: 'EntityNotFoundException' })
  await change({ Parameters: { b: '2' } }, ['new', '1'])
  assert.deepEqual((await get(['new', '1'])).Partition?.Parameters, { b: '2' })
  await assert.rejects(change({ Values: ['once', '1'] }, ['new', '1']), {
    name: 'AlreadyExistsException',
  })
})

test('a condition picks partitions, numbers as numbers and texts as texts', async () => {
  await makeTable('picked')
  for (const Values of [
    ['eu-west-1', '2'],
    ['eu-west-1', '10'],
    ['us-east-1', '2'],
    ['us-east-1', 'x'],
  ]) {
    await create({ Values }, 'picked')
  }
  const picked = (Expression: string) => list({ TableName: 'picked', Expression })
  const [west2, west10, east2, eastX] = [
    'eu-west-1/2',
    'eu-west-1/10',
    'us-east-1/2',
    'us-east-1/x',
  ]
  const expected: readonly (readonly [string, readonly string[]])[] = [
    ['', [west10, west2, east2, eastX]],
    ["region = 'eu-west-1'", [west10, west2]],
    ["REGION <> 'eu-west-1'", [east2, eastX]],
    ['hour > 2', [west10]],
    ['hour >= 2 AND hour < 10', [west2, east2]],
    ["hour != 2 OR region = 'us-east-1'", [west10, east2, eastX]],
    ['NOT hour = 2', [west10]],
    ["region LIKE 'us-%'", [east2, eastX]],
    ["region NOT LIKE '%-west-_'", [east2, eastX]],
    ['hour IN (10, 11)', [west10]],
    ["hour NOT IN ('10')", [west2, east2]],
    ['hour BETWEEN 3 AND 10.0', [west10]],
    ["(region = 'a' OR hour = 2) AND NOT (region = 'us-east-1')", [west2]],
    ['region IS NULL', []],
    ['region IS NOT NULL', [west10, west2, east2, eastX]],
  ]
  for (const [expression, values] of expected) {
    assert.deepEqual(await picked(expression), values, expression)
  }
})

test('pages and segments bring each partition once, without columns if so asked', async () => {
  await makeTable('paged')
  const StorageDescriptor = { Columns: [{ Name: 'a', Type: 'string' }], Location: 's3://logs/' }
  const inputs = Array.from({ length: 25 }, (_, at) => ({
    Values: [`r${at}`, '1'],
    StorageDescriptor,
  }))
  const paged = { ...table, TableName: 'paged' }
  await glue().send(new BatchCreatePartitionCommand({ ...paged, PartitionInputList: inputs }))
  const all = await list(paged)
  assert.equal(all.length, 25)
  const seen: unknown[] = []
  const client = glue()
  for await (const page of paginateGetPartitions({ client, pageSize: 10 }, { ...paged })) {
    seen.push(...(page.Partitions ?? []).map(({ Values }) => Values?.join('/')))
  }
  assert.deepEqual(seen, all)
  const segments = await Promise.all(
    [0, 1, 2].map((SegmentNumber) =>
      list({ ...paged, Segment: { SegmentNumber, TotalSegments: 3 } }),
    ),
  )
  assert.deepEqual(segments.flat().toSorted(), all.toSorted())
  const bare = new GetPartitionsCommand({ ...paged, ExcludeColumnSchema: true, MaxResults: 1 })
  const { Partitions: [one] = [] } = await glue().send(bare)
  assert.equal(one?.StorageDescriptor?.Columns, undefined)
  assert.equal(one?.StorageDescriptor?.Location, 's3://logs/')
})
