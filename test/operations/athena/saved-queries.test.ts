// Named queries and prepared statements.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreateNamedQueryCommandInput } from '@aws-sdk/client-athena'
import {
  AthenaClient,
  BatchGetNamedQueryCommand,
  BatchGetPreparedStatementCommand,
  CreateNamedQueryCommand,
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  DeleteNamedQueryCommand,
  DeletePreparedStatementCommand,
  GetNamedQueryCommand,
  GetPreparedStatementCommand,
  ListNamedQueriesCommand,
  ListPreparedStatementsCommand,
  UpdateNamedQueryCommand,
  UpdatePreparedStatementCommand,
} from '@aws-sdk/client-athena'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { workGroupArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
  await athena().send(new CreateWorkGroupCommand({ Name: 'theirs' }))
})
after(() => world.close())

const athena = (as?: Credentials) => world.client(AthenaClient, as)

const named = { Name: 'puts', Database: 'logs', QueryString: 'SELECT 1', Description: 'all puts' }
async function save(more: Partial<CreateNamedQueryCommandInput> = {}, as?: Credentials) {
  const command = new CreateNamedQueryCommand({ ...named, ...more })
  const { NamedQueryId = '' } = await athena(as).send(command)
  return NamedQueryId
}
const saved = async (NamedQueryId: string, as?: Credentials) =>
  (await athena(as).send(new GetNamedQueryCommand({ NamedQueryId }))).NamedQuery

const WorkGroup = 'primary'
const prepare = (StatementName: string, more = {}, as?: Credentials) => {
  const statement = { StatementName, WorkGroup, QueryStatement: 'SELECT ?', ...more }
  return athena(as).send(new CreatePreparedStatementCommand(statement))
}
const prepared = async (StatementName: string, as?: Credentials) =>
  (await athena(as).send(new GetPreparedStatementCommand({ StatementName, WorkGroup })))
    .PreparedStatement

// Validation

test('a named query has to be there, and its workgroup too', async () => {
  const refusal = {
    name: 'InvalidRequestException',
    message: 'NamedQuery nothing does not exist.',
  }
  const NamedQueryId = 'nothing'
  await assert.rejects(saved(NamedQueryId), refusal)
  await assert.rejects(athena().send(new DeleteNamedQueryCommand({ NamedQueryId })), refusal)
  const change = { NamedQueryId, Name: 'n', QueryString: 'SELECT 1' }
  await assert.rejects(athena().send(new UpdateNamedQueryCommand(change)), refusal)
  const noGroup = { name: 'InvalidRequestException', message: 'WorkGroup is not found.' }
  await assert.rejects(save({ WorkGroup: 'nothing' }), noGroup)
  const list = new ListNamedQueriesCommand({ WorkGroup: 'nothing' })
  await assert.rejects(athena().send(list), noGroup)
})

test('a prepared statement is made once, and has to be there', async () => {
  await prepare('once')
  await assert.rejects(prepare('once'), {
    name: 'InvalidRequestException',
    message: /already exists/,
  })
  const refusal = {
    name: 'ResourceNotFoundException',
    message: 'PreparedStatement nothing was not found in workGroup primary',
    ResourceName: 'nothing',
  }
  const StatementName = 'nothing'
  await assert.rejects(prepared(StatementName), refusal)
  const remove = new DeletePreparedStatementCommand({ StatementName, WorkGroup })
  await assert.rejects(athena().send(remove), refusal)
  const change = { StatementName, WorkGroup, QueryStatement: 'SELECT 1' }
  await assert.rejects(athena().send(new UpdatePreparedStatementCommand(change)), refusal)
  await assert.rejects(prepare('1st'), { message: /at 'statementName' failed/ })
  await assert.rejects(prepare('other', { WorkGroup: 'nothing' }), {
    message: 'WorkGroup is not found.',
  })
})

// Authorization

test('both are asked for by their workgroup', async () => {
  const bob = await world.user('bob', allow('athena:*', workGroupArn('theirs')))
  const id = await save({ WorkGroup: 'theirs' }, bob)
  assert.equal((await saved(id, bob))?.WorkGroup, 'theirs')
  await prepare('bobs', { WorkGroup: 'theirs' }, bob)
  const denied = { name: 'AccessDeniedException', message: /workgroup\/primary/ }
  const other = await save()
  await assert.rejects(save({}, bob), denied)
  await assert.rejects(saved(other, bob), denied)
  const NamedQueryIds = [id, other]
  await assert.rejects(athena(bob).send(new BatchGetNamedQueryCommand({ NamedQueryIds })), denied)
  await assert.rejects(prepare('bobs', {}, bob), denied)
  await assert.rejects(prepared('once', bob), denied)
})

// Behaviour

test('what is said of a named query is answered, and can be changed', async () => {
  const NamedQueryId = await save()
  assert.deepEqual(await saved(NamedQueryId), { ...named, NamedQueryId, WorkGroup })
  const change = { NamedQueryId, Name: 'gets', QueryString: 'SELECT 2' }
  await athena().send(new UpdateNamedQueryCommand(change))
  assert.deepEqual(await saved(NamedQueryId), { ...named, ...change, WorkGroup })
  await athena().send(new DeleteNamedQueryCommand({ NamedQueryId }))
  await assert.rejects(saved(NamedQueryId), { name: 'InvalidRequestException' })
})

test('the same request under the same token saves one query', async () => {
  const token = { ClientRequestToken: 'b'.repeat(32) }
  const id = await save(token)
  assert.equal(await save(token), id)
  await assert.rejects(save({ ...token, QueryString: 'SELECT 2' }), {
    AthenaErrorCode: 'IDEMPOTENT_PARAMETER_MISMATCH',
  })
})

test('named queries are listed page by page, and read several at once', async () => {
  await athena().send(new CreateWorkGroupCommand({ Name: 'listed' }))
  const ids = [
    await save({ WorkGroup: 'listed' }),
    await save({ WorkGroup: 'listed' }),
    await save({ WorkGroup: 'listed' }),
  ].toSorted()
  const list = (more = {}) =>
    athena().send(new ListNamedQueriesCommand({ WorkGroup: 'listed', ...more }))
  const { NamedQueryIds = [], NextToken } = await list({ MaxResults: 2 })
  const rest = await list({ NextToken })
  assert.deepEqual([...NamedQueryIds, ...(rest.NamedQueryIds ?? [])], ids)
  const asked = { NamedQueryIds: [...ids, 'nothing'] }
  const batch = await athena().send(new BatchGetNamedQueryCommand(asked))
  assert.deepEqual(
    batch.NamedQueries?.map(({ NamedQueryId }) => NamedQueryId),
    ids,
  )
  assert.deepEqual(batch.UnprocessedNamedQueryIds, [
    {
      NamedQueryId: 'nothing',
      ErrorCode: 'INVALID_INPUT',
      ErrorMessage: 'NamedQuery nothing does not exist.',
    },
  ])
})

test('what is said of a prepared statement is answered, and can be changed', async () => {
  await prepare('said', { Description: 'by time' })
  const { LastModifiedTime, ...rest } = (await prepared('said')) ?? {}
  assert.ok(LastModifiedTime)
  assert.deepEqual(rest, {
    StatementName: 'said',
    QueryStatement: 'SELECT ?',
    WorkGroupName: WorkGroup,
    Description: 'by time',
  })
  const change = { StatementName: 'said', WorkGroup, QueryStatement: 'SELECT ? + 1' }
  await athena().send(new UpdatePreparedStatementCommand(change))
  assert.equal((await prepared('said'))?.QueryStatement, 'SELECT ? + 1')
  const remove = new DeletePreparedStatementCommand({ StatementName: 'said', WorkGroup })
  await athena().send(remove)
  await assert.rejects(prepared('said'), { name: 'ResourceNotFoundException' })
})

test('prepared statements are listed page by page, and read several at once', async () => {
  for (const name of ['list_b', 'list_a', 'List_a']) await prepare(name)
  const list = (more = {}) =>
    athena().send(new ListPreparedStatementsCommand({ WorkGroup, ...more }))
  const names: (string | undefined)[] = []
  let NextToken: string | undefined
  do {
    const page = await list({ MaxResults: 1, NextToken })
    names.push(...(page.PreparedStatements ?? []).map(({ StatementName }) => StatementName))
    ;({ NextToken } = page)
  } while (NextToken !== undefined)
  assert.deepEqual(names, ['List_a', 'list_a', 'list_b', 'once'])
  const PreparedStatementNames = ['list_a', 'nothing', 'List_a']
  const asked = new BatchGetPreparedStatementCommand({ WorkGroup, PreparedStatementNames })
  const batch = await athena().send(asked)
  assert.deepEqual(
    batch.PreparedStatements?.map(({ StatementName }) => StatementName),
    ['list_a', 'List_a'],
  )
  assert.deepEqual(batch.UnprocessedPreparedStatementNames, [
    {
      StatementName: 'nothing',
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: 'PreparedStatement nothing was not found in workGroup primary',
    },
  ])
})
