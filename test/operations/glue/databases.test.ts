// CreateDatabase, GetDatabase, GetDatabases, UpdateDatabase and DeleteDatabase.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GlueClient,
  paginateGetDatabases,
  UpdateDatabaseCommand,
} from '@aws-sdk/client-glue'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const glue = (as?: Credentials, region?: string) => world.client(GlueClient, as, region)
const create = (Name: string, as?: Credentials) =>
  glue(as).send(new CreateDatabaseCommand({ DatabaseInput: { Name } }))
const get = async (Name: string, as?: Credentials) =>
  (await glue(as).send(new GetDatabaseCommand({ Name }))).Database

// Validation

test('a name has 1 to 255 characters', async () => {
  const refusal = { name: 'ValidationException', message: /at 'databaseInput.name' failed/ }
  await assert.rejects(create(''), refusal)
  await assert.rejects(create('a'.repeat(256)), refusal)
  await create('a'.repeat(255))
})

test('a database is made once, and has to be there to be read, changed or deleted', async () => {
  await create('once')
  await assert.rejects(create('ONCE'), {
    name: 'AlreadyExistsException',
    message: 'Database already exists.',
  })
  const refusal = { name: 'EntityNotFoundException', message: 'Database nothing not found.' }
  await assert.rejects(get('nothing'), refusal)
  await assert.rejects(glue().send(new DeleteDatabaseCommand({ Name: 'nothing' })), refusal)
  const update = new UpdateDatabaseCommand({ Name: 'nothing', DatabaseInput: { Name: 'nothing' } })
  await assert.rejects(glue().send(update), refusal)
})

test('a database keeps its name, is not federated, and is in a catalog that exists', async () => {
  await create('named')
  const refusal = { name: 'InvalidInputException' }
  const rename = new UpdateDatabaseCommand({ Name: 'named', DatabaseInput: { Name: 'other' } })
  await assert.rejects(glue().send(rename), refusal)
  const FederatedDatabase = { Identifier: 'x', ConnectionName: 'y' }
  const federated = { DatabaseInput: { Name: 'federated', FederatedDatabase } }
  await assert.rejects(glue().send(new CreateDatabaseCommand(federated)), refusal)
  const elsewhere = new GetDatabaseCommand({ CatalogId: 's3tablescatalog/x', Name: 'named' })
  await assert.rejects(glue().send(elsewhere), {
    name: 'EntityNotFoundException',
    message: 'Catalog s3tablescatalog/x not found.',
  })
})

test('a token that was not given out is refused', async () => {
  const command = new GetDatabasesCommand({ NextToken: 'x' })
  await assert.rejects(glue().send(command), { name: 'InvalidInputException' })
})

// Authorization

test('a database asks for itself and for the catalog', async () => {
  const arn = `arn:aws:glue:us-east-1:${ACCOUNT}`
  const half = await world.user('half', allow('glue:GetDatabase', `${arn}:database/default`))
  await assert.rejects(get('default', half), {
    name: 'AccessDeniedException',
    message:
      `User: arn:aws:iam::${ACCOUNT}:user/half is not authorized to perform: glue:GetDatabase ` +
      `on resource: ${arn}:catalog because no identity-based policy allows the ` +
      'glue:GetDatabase action',
  })
  const whole = await world.user('whole', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'glue:GetDatabase',
        Resource: [`${arn}:catalog`, `${arn}:database/default`],
      },
    ],
  })
  assert.equal((await get('default', whole))?.Name, 'default')
  await assert.rejects(get('nothing', whole), { name: 'AccessDeniedException' })
})

test('to delete a database is to delete its tables and functions', async () => {
  await create('kept')
  const arn = `arn:aws:glue:us-east-1:${ACCOUNT}`
  const Resource = [`${arn}:catalog`, `${arn}:database/kept`]
  const statement = { Effect: 'Allow', Action: 'glue:DeleteDatabase', Resource }
  const policy = { Version: '2012-10-17', Statement: [statement] }
  const user = await world.user('deleter', policy)
  await assert.rejects(glue(user).send(new DeleteDatabaseCommand({ Name: 'kept' })), {
    name: 'AccessDeniedException',
    message: /on resource: arn:aws:glue:us-east-1:111122223333:table\/kept\/\*/,
  })
})

test('a catalog is closed to other accounts; tags ask for TagResource as well', async () => {
  const foreign = world.client(GlueClient, world.root(OTHER_ACCOUNT))
  const command = new GetDatabaseCommand({ CatalogId: ACCOUNT, Name: 'default' })
  await assert.rejects(foreign.send(command), { name: 'AccessDeniedException' })
  const maker = await world.user('maker', allow('glue:CreateDatabase'))
  await create('untagged', maker)
  const tagged = { DatabaseInput: { Name: 'tagged' }, Tags: { team: 'audit' } }
  await assert.rejects(glue(maker).send(new CreateDatabaseCommand(tagged)), {
    message: /not authorized to perform: glue:TagResource/,
  })
})

// Behaviour

test('default is there, in every Region, until somebody deletes it', async () => {
  assert.deepEqual(await get('default'), { Name: 'default', CatalogId: ACCOUNT })
  const abroad = glue(undefined, 'eu-west-1')
  const list = async () => (await abroad.send(new GetDatabasesCommand({}))).DatabaseList
  assert.deepEqual(
    (await list())?.map(({ Name }) => Name),
    ['default'],
  )
  await abroad.send(new DeleteDatabaseCommand({ Name: 'default' }))
  assert.deepEqual(await list(), [])
  await assert.rejects(abroad.send(new GetDatabaseCommand({ Name: 'default' })), {
    name: 'EntityNotFoundException',
  })
  await abroad.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'default' } }))
  const { Database } = await abroad.send(new GetDatabaseCommand({ Name: 'default' }))
  assert.ok(Database?.CreateTime)
})

test('what is said of a database is answered, under a name in lower case', async () => {
  const said = {
    Description: 'logs',
    LocationUri: 's3://bucket/logs/',
    Parameters: { owner: 'audit' },
  }
  await glue().send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'Logs', ...said } }))
  const made = await get('LOGS')
  const { CreateTime, ...rest } = made ?? {}
  assert.ok(CreateTime)
  assert.deepEqual(rest, { Name: 'logs', CatalogId: ACCOUNT, ...said })
  const DatabaseInput = { Name: 'logs', Description: 'old' }
  await glue().send(new UpdateDatabaseCommand({ Name: 'logs', DatabaseInput }))
  assert.deepEqual(await get('logs'), {
    Name: 'logs',
    CatalogId: ACCOUNT,
    CreateTime,
    Description: 'old',
  })
})

test('the list is in the order of names, default among them, page by page', async () => {
  const abroad = glue(undefined, 'ap-south-1')
  for (const Name of ['zoo', 'alpha', 'eta', 'd/e', 'd%2fe']) {
    await abroad.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }))
  }
  const names: (string | undefined)[] = []
  for await (const page of paginateGetDatabases({ client: abroad, pageSize: 2 }, {})) {
    assert.ok((page.DatabaseList?.length ?? 0) <= 2)
    names.push(...(page.DatabaseList ?? []).map(({ Name }) => Name))
  }
  assert.deepEqual(names, ['alpha', 'd%2fe', 'd/e', 'default', 'eta', 'zoo'])
  const foreign = new GetDatabasesCommand({ ResourceShareType: 'FOREIGN' })
  assert.deepEqual((await abroad.send(foreign)).DatabaseList, [])
  const brief = new GetDatabasesCommand({ AttributesToGet: ['NAME'], MaxResults: 1 })
  assert.deepEqual((await abroad.send(brief)).DatabaseList, [{ Name: 'alpha', CatalogId: ACCOUNT }])
})

test('a database that is deleted and made again is empty', async () => {
  const DatabaseName = 'again'
  const PartitionKeys = [{ Name: 'day', Type: 'string' }]
  const TableInput = { Name: 't', PartitionKeys }
  const table = new CreateTableCommand({ DatabaseName, TableInput })
  await create(DatabaseName)
  await glue().send(table)
  const PartitionInput = { Values: ['1'] }
  await glue().send(new CreatePartitionCommand({ DatabaseName, TableName: 't', PartitionInput }))
  await glue().send(new DeleteDatabaseCommand({ Name: DatabaseName }))
  await create(DatabaseName)
  await assert.rejects(glue().send(new GetTableCommand({ DatabaseName, Name: 't' })), {
    name: 'EntityNotFoundException',
  })
  await glue().send(table)
  const list = new GetPartitionsCommand({ DatabaseName, TableName: 't' })
  assert.deepEqual((await glue().send(list)).Partitions, [])
})
