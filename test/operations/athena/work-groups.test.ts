// CreateWorkGroup, GetWorkGroup, ListWorkGroups, UpdateWorkGroup, DeleteWorkGroup,
// ListEngineVersions, TagResource, UntagResource and ListTagsForResource.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreateWorkGroupCommandInput, Tag } from '@aws-sdk/client-athena'
import {
  AthenaClient,
  CreateNamedQueryCommand,
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  DeleteWorkGroupCommand,
  GetNamedQueryCommand,
  GetPreparedStatementCommand,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  ListEngineVersionsCommand,
  ListTagsForResourceCommand,
  ListWorkGroupsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateWorkGroupCommand,
} from '@aws-sdk/client-athena'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import { OUTPUT, startAthenaWorld, startQuery, workGroupArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startAthenaWorld()
})
after(() => world.close())

const athena = (as?: Credentials, region?: string) => world.client(AthenaClient, as, region)
const create = (Name: string, more: Partial<CreateWorkGroupCommandInput> = {}, as?: Credentials) =>
  athena(as).send(new CreateWorkGroupCommand({ Name, ...more }))
const get = async (WorkGroup: string, as?: Credentials) =>
  (await athena(as).send(new GetWorkGroupCommand({ WorkGroup }))).WorkGroup
const update = (WorkGroup: string, more: object) =>
  athena().send(new UpdateWorkGroupCommand({ WorkGroup, ...more }))
const remove = (WorkGroup: string, RecursiveDeleteOption = false) =>
  athena().send(new DeleteWorkGroupCommand({ WorkGroup, RecursiveDeleteOption }))
const refused = (message: string | RegExp) => ({ name: 'InvalidRequestException', message })

const engine = {
  SelectedEngineVersion: 'AUTO',
  EffectiveEngineVersion: 'Athena engine version 3',
}

// Validation

test('a workgroup is made once, and has to be there to be read, changed or deleted', async () => {
  await create('once')
  await assert.rejects(create('once'), refused('WorkGroup is already created'))
  await assert.rejects(create('primary'), refused('WorkGroup is already created'))
  await assert.rejects(create('not/a/name'), refused(/at 'name' failed/))
  for (const answer of [get('nothing'), update('nothing', {}), remove('nothing')]) {
    await assert.rejects(answer, refused('WorkGroup is not found.'))
  }
})

test('what there is none of here is refused, not forgotten', async () => {
  for (const Configuration of [
    { EngineVersion: { SelectedEngineVersion: 'PySpark engine version 3' } },
    { ManagedQueryResultsConfiguration: { Enabled: true } },
    { ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'CSE_KMS' as const } } },
    { ResultConfiguration: { OutputLocation: 'nowhere' } },
  ]) {
    await assert.rejects(create('other', { Configuration }), refused(/./))
    await create('changed')
    const { ResultConfiguration: ResultConfigurationUpdates, ...rest } = Configuration
    const ManagedQueryResultsConfigurationUpdates = rest.ManagedQueryResultsConfiguration
    const ConfigurationUpdates = {
      ...(rest.EngineVersion && { EngineVersion: rest.EngineVersion }),
      ...(ResultConfigurationUpdates && { ResultConfigurationUpdates }),
      ...(ManagedQueryResultsConfigurationUpdates && { ManagedQueryResultsConfigurationUpdates }),
    }
    await assert.rejects(update('changed', { ConfigurationUpdates }), refused(/./))
    await remove('changed')
  }
})

test('primary stays; another that is not empty goes only with what is in it', async () => {
  await assert.rejects(remove('primary'), refused('The primary workgroup cannot be deleted.'))
  await create('full', { Configuration: { ResultConfiguration: { OutputLocation: OUTPUT } } })
  const query = { Name: 'n', Database: 'd', QueryString: 'SELECT 1', WorkGroup: 'full' }
  const { NamedQueryId } = await athena().send(new CreateNamedQueryCommand(query))
  await assert.rejects(remove('full'), refused('WorkGroup full is not empty'))
  const StatementName = 'statement'
  const statement = { StatementName, WorkGroup: 'full', QueryStatement: 'SELECT ?' }
  await athena().send(new CreatePreparedStatementCommand(statement))
  const QueryExecutionId = await startQuery(world, 'SELECT 1', { WorkGroup: 'full' })
  await remove('full', true)
  await assert.rejects(athena().send(new GetNamedQueryCommand({ NamedQueryId })), refused(/./))
  const execution = new GetQueryExecutionCommand({ QueryExecutionId })
  await assert.rejects(athena().send(execution), refused(/was not found/))
  await create('full')
  const again = new GetPreparedStatementCommand({ StatementName, WorkGroup: 'full' })
  await assert.rejects(athena().send(again), { name: 'ResourceNotFoundException' })
})

test('tags are of workgroups of the account and Region, with keys of their own', async () => {
  const tag = (ResourceARN: string, Tags: Tag[]) =>
    athena().send(new TagResourceCommand({ ResourceARN, Tags }))
  const Tags = [{ Key: 'team', Value: 'audit' }]
  for (const arn of ['primary', workGroupArn('primary', OTHER_ACCOUNT), 'arn:aws:athena:x']) {
    await assert.rejects(tag(arn, Tags), refused(/can be tagged here/))
  }
  await assert.rejects(tag(workGroupArn('nothing'), Tags), { name: 'ResourceNotFoundException' })
  for (const bad of [[{ Value: 'x' }], [...Tags, ...Tags], [{ Key: 'aws:x', Value: 'y' }]]) {
    await assert.rejects(tag(workGroupArn('primary'), bad), refused(/./))
  }
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))
  await assert.rejects(tag(workGroupArn('primary'), many), refused(/at most 50 tags/))
})

// Authorization

test('a workgroup is asked for by its name, before anybody looks for it', async () => {
  const bob = await world.user('bob', allow('athena:*', workGroupArn('bobs')))
  const denied = { name: 'AccessDeniedException' }
  await create('bobs', {}, bob)
  assert.equal((await get('bobs', bob))?.Name, 'bobs')
  await assert.rejects(get('primary', bob), denied)
  await assert.rejects(get('nothing', bob), denied)
  await assert.rejects(athena(bob).send(new ListWorkGroupsCommand({})), denied)
})

test('tags of the workgroup and of the request can decide', async () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'audit' } }
  const Statement = [{ Effect: 'Allow', Action: 'athena:GetWorkGroup', Resource: '*', Condition }]
  const alice = await world.user('alice', { Version: '2012-10-17', Statement })
  await create('tagged', { Tags: [{ Key: 'team', Value: 'audit' }] })
  assert.equal((await get('tagged', alice))?.Name, 'tagged')
  await assert.rejects(get('primary', alice), { name: 'AccessDeniedException' })
  const maker = await world.user('maker', allow('athena:CreateWorkGroup'))
  await create('plain', {}, maker)
  await assert.rejects(create('marked', { Tags: [{ Key: 'a', Value: 'b' }] }, maker), {
    message: /not authorized to perform: athena:TagResource/,
  })
})

// Behaviour

test('primary is there in every Region, before and after it is changed', async () => {
  const expected = {
    Name: 'primary',
    State: 'ENABLED',
    Description: '',
    Configuration: {
      ResultConfiguration: {},
      EnforceWorkGroupConfiguration: false,
      PublishCloudWatchMetricsEnabled: false,
      RequesterPaysEnabled: false,
      EngineVersion: engine,
    },
  }
  assert.deepEqual(await get('primary'), expected)
  const OutputLocation = OUTPUT
  const ResultConfigurationUpdates = { OutputLocation }
  await update('primary', { ConfigurationUpdates: { ResultConfigurationUpdates } })
  assert.deepEqual((await get('primary'))?.Configuration?.ResultConfiguration, { OutputLocation })
  const abroad = athena(undefined, 'eu-west-1')
  const { WorkGroup } = await abroad.send(new GetWorkGroupCommand({ WorkGroup: 'primary' }))
  assert.deepEqual(WorkGroup, expected)
  const id = await startQuery(world, 'SELECT 1', { ResultConfiguration: undefined })
  assert.ok(id)
})

test('what is said of a workgroup is answered, with what nobody said', async () => {
  await create('said', {
    Description: 'of the auditors',
    Configuration: { BytesScannedCutoffPerQuery: 10_000_000, RequesterPaysEnabled: true },
  })
  const { CreationTime, ...rest } = (await get('said')) ?? {}
  assert.ok(CreationTime)
  assert.deepEqual(rest, {
    Name: 'said',
    State: 'ENABLED',
    Description: 'of the auditors',
    Configuration: {
      ResultConfiguration: {},
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      RequesterPaysEnabled: true,
      BytesScannedCutoffPerQuery: 10_000_000,
      EngineVersion: engine,
    },
  })
})

test('an update changes what it mentions, and takes away what it says to', async () => {
  const EncryptionConfiguration = { EncryptionOption: 'SSE_S3' as const }
  const ResultConfiguration = { OutputLocation: OUTPUT, EncryptionConfiguration }
  const Configuration = { ResultConfiguration, BytesScannedCutoffPerQuery: 10_000_000 }
  await create('updated', { Description: 'old', Configuration })
  await update('updated', {
    State: 'DISABLED',
    ConfigurationUpdates: {
      RemoveBytesScannedCutoffPerQuery: true,
      ResultConfigurationUpdates: { RemoveEncryptionConfiguration: true },
    },
  })
  const { State, Description, Configuration: now } = (await get('updated')) ?? {}
  assert.deepEqual([State, Description], ['DISABLED', 'old'])
  assert.deepEqual(now?.ResultConfiguration, { OutputLocation: OUTPUT })
  assert.equal(now.BytesScannedCutoffPerQuery, undefined)
  assert.equal(now.EnforceWorkGroupConfiguration, true)
})

test('the list is in the order of names, primary among them, page by page', async () => {
  const abroad = athena(undefined, 'ap-south-1')
  for (const Name of ['z', 'a', 'p', 'q']) {
    await abroad.send(new CreateWorkGroupCommand({ Name }))
  }
  const names: (string | undefined)[] = []
  let NextToken: string | undefined
  do {
    const page = await abroad.send(new ListWorkGroupsCommand({ MaxResults: 2, NextToken }))
    names.push(...(page.WorkGroups ?? []).map(({ Name }) => Name))
    ;({ NextToken } = page)
  } while (NextToken !== undefined)
  assert.deepEqual(names, ['a', 'p', 'primary', 'q', 'z'])
})

test('tags are set, listed page by page, and taken away', async () => {
  await create('marked', { Tags: [{ Key: 'a', Value: '1' }] })
  const ResourceARN = workGroupArn('marked')
  const list = async (more = {}) =>
    athena().send(new ListTagsForResourceCommand({ ResourceARN, ...more }))
  const Tags = [
    { Key: 'b', Value: '2' },
    { Key: 'a', Value: '3' },
  ]
  await athena().send(new TagResourceCommand({ ResourceARN, Tags }))
  assert.deepEqual((await list()).Tags, [
    { Key: 'a', Value: '3' },
    { Key: 'b', Value: '2' },
  ])
  await athena().send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a', 'c'] }))
  assert.deepEqual((await list({ MaxResults: 75 })).Tags, [{ Key: 'b', Value: '2' }])
})

test('there is one engine, which is the newest', async () => {
  const { EngineVersions } = await athena().send(new ListEngineVersionsCommand({}))
  assert.deepEqual(
    EngineVersions?.map(({ SelectedEngineVersion }) => SelectedEngineVersion),
    ['AUTO', 'Athena engine version 3'],
  )
})
