// Athena's queries where several nodes share them: each runs once, at one node.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { AccountId } from '../../src/base/account-id.ts'
import { GLOBAL_REGION } from '../../src/base/region.ts'
import { findExecution, running } from '../../src/services/athena/api.ts'
import type { ChildStack } from '../fixtures/child-stack.ts'
import { ACCOUNT } from '../fixtures/credentials-file.ts'
import { findPostgres, newPostgresPlace, type PostgresPlace } from '../store/postgres-place.ts'
import { newNodeWorld, type NodeWorld } from './node-world.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

const PLACE = { account: ACCOUNT as AccountId, region: GLOBAL_REGION }

/** Takes some minutes, unless somebody ends it. */
const ENDLESS = `SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x)
  CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)
  CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z) WHERE (x + z) % 7 = y % 11`

const athenas: AthenaClient[] = []

const athena = (index: number): AthenaClient => athenas[index] as AthenaClient

async function begin(index: number, QueryString: string): Promise<string> {
  const ResultConfiguration = { OutputLocation: 's3://results/here' }
  const command = new StartQueryExecutionCommand({ QueryString, ResultConfiguration })
  return (await athena(index).send(command)).QueryExecutionId ?? ''
}

async function stateAt(index: number, QueryExecutionId: string): Promise<string | undefined> {
  const command = new GetQueryExecutionCommand({ QueryExecutionId })
  // A node may not have heard of it yet.
  const answer = await athena(index)
    .send(command)
    .catch(() => undefined)
  return answer?.QueryExecution?.Status?.State
}

async function until(index: number, id: string, state: string): Promise<void> {
  for (let tries = 0; (await stateAt(index, id)) !== state; tries += 1) {
    assert.ok(tries < 300, `${id} is ${await stateAt(index, id)}, not ${state}`)
    await sleep(100)
  }
}

describe('queries at several nodes', { skip }, () => {
  let place: PostgresPlace
  let world: NodeWorld
  let nodes: readonly ChildStack[]

  before(async () => {
    if ('skip' in postgres) return
    place = newPostgresPlace(postgres)
    world = newNodeWorld(place.url)
    nodes = await Promise.all([world.start(), world.start()])
    const configuration = { region: 'us-east-1', credentials: await world.root() }
    for (const { endpoint } of nodes) athenas.push(new AthenaClient({ ...configuration, endpoint }))
    const [{ endpoint }] = nodes as [ChildStack]
    const s3 = new S3Client({ ...configuration, endpoint, forcePathStyle: true })
    await s3.send(new CreateBucketCommand({ Bucket: 'results' }))
    await sleep(1000)
  })
  after(async () => {
    await world.close()
    await place.remove()
  })

  test('what is begun at any node has its result, and each sees it', async () => {
    const ids = await Promise.all([0, 1, 0, 1].map((index) => begin(index, `SELECT ${index}`)))
    for (const id of ids) for (const index of [0, 1]) await until(index, id, 'SUCCEEDED')
  })

  test('what runs at one is stopped at another, and a start of a third leaves it', async () => {
    const id = await begin(0, ENDLESS)
    await until(1, id, 'RUNNING')
    const third = await world.start()
    assert.equal(await stateAt(1, id), 'RUNNING')
    await third.kill()
    await athena(1).send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
    await until(0, id, 'CANCELLED')
    // Whichever node ran it, its engine has nothing to do any more.
    for (let tries = 0; busyEngines(nodes) > 0; tries += 1) {
      assert.ok(tries < 100, 'an engine runs on')
      await sleep(100)
    }
  })

  test('what ran at a node that is gone has failed', async () => {
    // As a node leaves it that is killed: nobody keeps the lease of its life.
    const store = await place.open()
    const id = await begin(0, ENDLESS)
    await until(1, id, 'RUNNING')
    await sleep(300)
    const row = findExecution(store, PLACE, id)
    if (row) await store.append({ changes: [running(row, new Date(), 'gone')], events: [] })
    await store.close()
    const third = await world.start()
    await until(0, id, 'FAILED')
    await third.kill()
  })
})

/** Processes of the nodes that use a processor. */
function busyEngines(nodes: readonly ChildStack[]): number {
  const children = nodes.flatMap(({ pid }) => {
    const list = `/proc/${pid}/task/${pid}/children`
    return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean) : []
  })
  return children.filter((pid) => isRunning(pid)).length
}

function isRunning(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('R') === true
  } catch {
    return false // It has ended.
  }
}
