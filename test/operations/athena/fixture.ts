// A stack with a bucket for results, and queries whose rows a test sets as a runner would.

import assert from 'node:assert/strict'
import type { StartQueryExecutionCommandInput } from '@aws-sdk/client-athena'
import { AthenaClient, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { QueryExecutionRow } from '../../../src/services/athena/api.ts'
import { findExecution } from '../../../src/services/athena/api.ts'
import type { Change, Row, Store } from '../../../src/store/store.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { restarted } from '../cloudtrail/fixture.ts'

export const workGroupArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:athena:us-east-1:${account}:workgroup/${name}`

export const OUTPUT = 's3://results/here'

/** There is a bucket `results`. */
export async function startAthenaWorld(): Promise<TestWorld> {
  const world = await startWorld({ queriesWait: true })
  try {
    await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'results' }))
  } catch (cause) {
    await world.close() // A stack that listens would keep the test from ending.
    throw cause
  }
  return world
}

/** Resolves to the id. */
export async function startQuery(
  world: TestWorld,
  QueryString: string,
  more: Partial<StartQueryExecutionCommandInput> = {},
  as?: Credentials,
): Promise<string> {
  const ResultConfiguration = { OutputLocation: OUTPUT }
  const command = new StartQueryExecutionCommand({ QueryString, ResultConfiguration, ...more })
  const { QueryExecutionId = '' } = await world.client(AthenaClient, as).send(command)
  return QueryExecutionId
}

type Become = (row: Row<QueryExecutionRow>, now: Date) => Change

/** The stack again, after each of these queries has become something, one after the other. */
export const withQueries = (
  world: TestWorld,
  queries: readonly (readonly [id: string, ...becomes: Become[]])[],
): Promise<TestWorld> =>
  restarted(
    world,
    async (store) => {
      for (const [id, ...becomes] of queries) {
        for (const become of becomes) {
          const changes = [become(requireExecution(store, id), new Date())]
          await store.append({ changes, events: [] })
        }
      }
    },
    { queriesWait: true },
  )

function requireExecution(store: Store, id: string): Row<QueryExecutionRow> {
  const place = { account: ACCOUNT, region: 'us-east-1' } as QueryExecutionRow
  const row = findExecution(store, place, id)
  assert.ok(row, `no query execution ${id}`)
  return row
}
