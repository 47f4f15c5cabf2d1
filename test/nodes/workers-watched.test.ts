// What monitoring sees of a stack in several processes, whichever of them it meets.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { noSmallDisk, stackOnSmallDisk, type SmallDisk } from '../fixtures/small-disk.ts'

const WORKERS = 2
const CONNECTIONS = 2 * WORKERS
const noticedMsMax = 10_000
const skip = noSmallDisk() ?? false

/** Over connections of their own, and so through every worker. */
const ofAll = (disk: SmallDisk, path: string): Promise<readonly Response[]> =>
  Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      fetch(`${disk.endpoint}/_sparekey/${path}`, { headers: { connection: 'close' } }),
    ),
  )

async function clients({ endpoint, path }: SmallDisk): Promise<readonly KMSClient[]> {
  const credentials = (await readCredentialsFile(path('data/credentials'))).get(ACCOUNT)
  assert.ok(credentials)
  const configuration = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  return Array.from({ length: CONNECTIONS }, () => new KMSClient(configuration))
}

const sample = (page: string, name: string): number =>
  Number(
    page
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length) ?? NaN,
  )

async function untilAll(disk: SmallDisk, path: string, status: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < noticedMsMax; waitedMs += 100) {
    const answers = await ofAll(disk, path)
    if (answers.every((answer) => answer.status === status)) return
    await wait(100)
  }
  assert.fail(`${path} does not answer ${status} everywhere`)
}

test('every worker tells the metrics of all, and of the disk', { skip }, async (t) => {
  const disk = await stackOnSmallDisk(t, ['--no-console', '--workers', String(WORKERS)])
  const all = await clients(disk)
  const [first] = all as [KMSClient]
  const { KeyMetadata: { KeyId } = {} } = await first.send(new CreateKeyCommand({}))

  await t.test('counts are sums, and memory is that of all processes', async () => {
    for (const kms of all) {
      await kms.send(new DescribeKeyCommand({ KeyId }))
      await kms.send(new DescribeKeyCommand({ KeyId }))
    }
    for (const answer of await ofAll(disk, 'metrics')) {
      assert.equal(answer.status, 200)
      const page = await answer.text()
      const described = 'service="kms",operation="DescribeKey"'
      const counted = sample(page, `sparekey_requests_total{${described},code="OK"}`)
      assert.equal(counted, 2 * CONNECTIONS)
      const timed = sample(page, `sparekey_request_duration_seconds_count{${described}}`)
      assert.equal(timed, 2 * CONNECTIONS)
      assert.equal(sample(page, 'sparekey_ready'), 1)
      // A process of Node alone has 40 MiB.
      assert.ok(sample(page, 'process_resident_memory_bytes') > (WORKERS + 1) * 40 * 1024 * 1024)
      assert.ok(sample(page, 'nodejs_eventloop_lag_max_seconds') >= 0)
    }
  })

  await t.test('a full disk that one worker has met is told by all', async () => {
    disk.fill()
    const untilRefused = async (): Promise<void> => {
      for (let count = 0; count < 200; count += 1) await first.send(new CreateKeyCommand({}))
    }
    await assert.rejects(untilRefused())
    await untilAll(disk, 'health', 503)
    await untilAll(disk, 'ready', 503)
    for (const answer of await ofAll(disk, 'metrics')) {
      assert.equal(sample(await answer.text(), 'sparekey_store_trouble'), 1)
    }
  })

  await t.test(
    'all are well again when there is room, though nobody asks for anything',
    async () => {
      disk.makeRoom()
      await untilAll(disk, 'health', 200)
      await Promise.all(all.map((kms) => kms.send(new DescribeKeyCommand({ KeyId }))))
    },
  )
})
