// What becomes of queries when the stack stops, and of results when the same is asked again.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { AthenaClient, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { consoleCloudTrailTable } from '../../src/doctor/athena/cloudtrail-table.ts'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { advance } from '../fixtures/clock.ts'
import { readCredentialsFile } from '../fixtures/credentials-file.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../fixtures/world.ts'
import type { AskedWorld } from './fixture.ts'
import { engineProcesses, isEngine } from './engines.ts'
import {
  ended,
  ENDLESS,
  execute,
  LOG_FOLDER,
  LOGS,
  makeBuckets,
  putLogFile,
  RESULTS,
  rowsOf,
} from './fixture.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sparekey-athena-'))
after(() => rmSync(scratch, { recursive: true }))
const data = join(scratch, 'data')
const COUNT = 'SELECT count(*) FROM cloudtrail_logs_trail_logs'

async function start(world: AskedWorld, query: string): Promise<string | undefined> {
  const input = { QueryString: query, ResultConfiguration: { OutputLocation: RESULTS } }
  const { QueryExecutionId } = await world
    .client(AthenaClient)
    .send(new StartQueryExecutionCommand(input))
  return QueryExecutionId
}

test('a stop fails the queries that run, and those that wait are run after it', async () => {
  const world = await startWorld({ data })
  await makeBuckets(world)
  await putLogFile(world, 'a')
  await execute(world, consoleCloudTrailTable({ bucket: LOGS }, ACCOUNT))
  const running: (string | undefined)[] = []
  // As many as run at a time.
  for (let index = 0; index < 4; index += 1) running.push(await start(world, ENDLESS))
  const waiting = await start(world, COUNT)
  await setTimeout(300)
  await world.close()
  const again = await startWorld({ data })
  after(() => again.close())
  for (const id of running) {
    const { Status } = await ended(again, id)
    assert.equal(Status?.State, 'FAILED')
    assert.match(Status?.StateChangeReason ?? '', /interrupted because Sparekey was stopped/)
    assert.equal(Status?.AthenaError?.Retryable, true)
  }
  assert.equal((await ended(again, waiting)).Status?.State, 'SUCCEEDED')
  assert.deepEqual(readdirSync(join(data, 'queries')), [])

  await reuse(again)
  await sweep(again)
})

/** A result stands for the same query's, while it is young enough. */
async function reuse(world: TestWorld): Promise<void> {
  await putLogFile(world, 'b')
  const ResultReuseConfiguration = {
    ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 },
  }
  const first = await execute(world, COUNT, { ResultReuseConfiguration })
  assert.deepEqual(await rowsOf(world, COUNT), [['2']])
  await putLogFile(world, 'c')
  const second = await execute(world, COUNT, { ResultReuseConfiguration })
  const reused = second.Statistics?.ResultReuseInformation?.ReusedPreviousResult
  assert.ok(reused)
  assert.equal(second.Statistics?.DataScannedInBytes, 0)
  assert.notEqual(second.QueryExecutionId, first.QueryExecutionId)
  assert.deepEqual(await rowsOf(world, COUNT, { ResultReuseConfiguration }), [['2']])
  await advance(world, '61m')
  assert.deepEqual(await rowsOf(world, COUNT, { ResultReuseConfiguration }), [['3']])
}

/** A copy of what has been deleted is gone from the disk with the next start. */
async function sweep(world: TestWorld): Promise<void> {
  for (let index = 0; index < 20; index += 1) await putLogFile(world, `s${index}`)
  const copies = () =>
    readdirSync(join(data, 'compacted')).filter((name) => name.endsWith('.parquet'))
  await rowsOf(world, COUNT)
  while (copies().length === 0) await setTimeout(20)
  const key = { Bucket: LOGS, Key: `${LOG_FOLDER}s7.json.gz` }
  await world.client(S3Client).send(new DeleteObjectCommand(key))
  await world.close()
  const again = await startWorld({ data })
  while (copies().length > 0) await setTimeout(20)
  assert.deepEqual(await rowsOf(again, COUNT), [['22']])
  await again.close()
}

test('a stack that was killed fails what it was running, and goes on', async () => {
  const killed = join(scratch, 'killed')
  const first = await startChildStack(killed)
  const world = await childWorld(first, killed)
  await makeBuckets(world)
  const running = await start(world, ENDLESS)
  const engines = await enginesOf(first)
  await first.kill()
  for (let waits = 0; waits < 600 && engines.some(isEngine); waits += 1) await setTimeout(50)
  assert.deepEqual(engines.filter(isEngine), [], 'an engine goes on without its stack')
  const second = await startChildStack(killed)
  const again = await childWorld(second, killed)
  const { Status } = await ended(again, running)
  assert.equal(Status?.State, 'FAILED')
  assert.match(Status?.StateChangeReason ?? '', /interrupted because Sparekey was stopped/)
  assert.deepEqual(readdirSync(join(killed, 'queries')), [])
  assert.deepEqual(await rowsOf(again, 'SELECT 1'), [['1']])
  await second.kill()
})

/** The engines of a stack, once there is one. */
async function enginesOf({ pid }: ChildStack): Promise<readonly number[]> {
  for (;;) {
    const engines = engineProcesses(pid)
    if (engines.length > 0) return engines
    await setTimeout(20)
  }
}

/** As much of a world as queries need. */
async function childWorld({ endpoint }: ChildStack, data: string): Promise<AskedWorld> {
  const credentials = (await readCredentialsFile(join(data, 'credentials'))).get(ACCOUNT)
  assert.ok(credentials)
  return {
    client: (Client, as = credentials, region = 'us-east-1') =>
      new Client({ endpoint, region, credentials: as, maxAttempts: 1, forcePathStyle: true }),
  }
}
