// The log files of a trail, asked about with the AWS CLI alone: from CREATE TABLE to the rows.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { GetQueryResultsOutput, QueryExecution } from '@aws-sdk/client-athena'
import { run } from '../cli/sparekey.ts'
import { awsClis, readsEndpointUrl } from './installed.ts'
import { CREATE_TABLE, TABLE, UNRESOLVED, withLogFiles } from './queried.ts'

async function tellStory(t: TestContext, command: string): Promise<void> {
  const { env } = await withLogFiles(t)
  const aws = (...args: readonly string[]) => run(command, args, env)
  const athena = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await aws('athena', ...args)
    assert.equal(code, 0, stderr)
    return JSON.parse(stdout)
  }
  const ended = async (query: string): Promise<QueryExecution> => {
    const to = 'OutputLocation=s3://athena-results/cli/'
    const started = ['start-query-execution', '--result-configuration', to, '--query-string', query]
    const { QueryExecutionId } = await athena(...started)
    for (;;) {
      const asked = ['get-query-execution', '--query-execution-id', QueryExecutionId]
      const { QueryExecution: execution } = await athena(...asked)
      if (!['QUEUED', 'RUNNING'].includes(execution.Status.State)) return execution
      await setTimeout(50)
    }
  }
  const well = async (query: string): Promise<string> => {
    const { QueryExecutionId = '', Status } = await ended(query)
    assert.equal(Status?.State, 'SUCCEEDED', Status?.StateChangeReason)
    return QueryExecutionId
  }
  const rows = async (query: string) => {
    const asked = ['get-query-results', '--query-execution-id', await well(query)]
    const { ResultSet }: GetQueryResultsOutput = await athena(...asked)
    return ResultSet?.Rows?.map(({ Data }) => Data?.map((datum) => datum.VarCharValue))
  }

  await well('CREATE DATABASE IF NOT EXISTS default')
  await well(CREATE_TABLE)
  const where = ['--catalog-name', 'AwsDataCatalog', '--database-name', 'default']
  const { TableMetadataList } = await athena('list-table-metadata', ...where)
  assert.deepEqual(
    TableMetadataList.map(({ Name, TableType }: Record<string, unknown>) => [Name, TableType]),
    [[TABLE, 'EXTERNAL_TABLE']],
  )
  const changes = `SELECT eventid, useridentity.type FROM ${TABLE}
    WHERE eventname = 'PutKeyPolicy' ORDER BY eventtime DESC`
  assert.deepEqual(await rows(changes), [
    ['eventid', 'type'],
    ['third', 'Root'],
    ['first', 'Root'],
  ])
  const { Status } = await ended(`SELECT nowhere FROM ${TABLE}`)
  assert.equal(Status?.State, 'FAILED')
  assert.equal(Status?.StateChangeReason, UNRESOLVED)
  const none = ['--query-execution-id', '1234abcd-12ab-34cd-56ef-1234567890ab']
  const missing = await aws('athena', 'get-query-execution', ...none)
  assert.match(missing.stderr, /\(InvalidRequestException\).*was not found/)
}

const clis = await awsClis()

if (clis.size === 0) {
  test('the AWS CLI asks Athena', { skip: 'the AWS CLI (aws) is not installed' }, () => {})
}

for (const [version, command] of clis) {
  const skip = readsEndpointUrl(version) ? false : 'it does not read AWS_ENDPOINT_URL'
  test(`${version} asks Athena about a trail's log files`, { skip }, (t) => tellStory(t, command))
}
