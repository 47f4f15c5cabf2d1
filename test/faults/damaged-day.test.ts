import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { startWorld, type TestWorld } from '../fixtures/world.ts'

const daysOf = ({ data }: TestWorld): readonly string[] =>
  readdirSync(join(data, 'events')).filter((name) => name.endsWith('.db'))

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; waitedMs < 5000; waitedMs += 50) {
    if (await holds()) return
    await sleep(50)
  }
  assert.fail('waited too long')
}

test('a damaged day of events is told by health and by LookupEvents; keys go on', async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-day-'))
  t.after(() => rm(scratch, { recursive: true }))
  const data = join(scratch, 'data')
  const first = await startWorld({ data })
  await first.client(KMSClient).send(new CreateKeyCommand({}))
  await until(() => daysOf(first).length > 0)
  await first.close()
  const [day = ''] = daysOf(first)
  writeFileSync(join(data, 'events', day), 'no database'.repeat(1000))

  const world = await startWorld({ data })
  t.after(() => world.close())
  const { Keys } = await world.client(KMSClient).send(new ListKeysCommand({}))
  assert.equal(Keys?.length, 1)
  const lookup = world.client(CloudTrailClient).send(new LookupEventsCommand({}))
  await assert.rejects(lookup, (error: { $metadata: { httpStatusCode?: number } }) => {
    return error.$metadata.httpStatusCode === 500
  })
  await until(async () => (await fetch(`${world.endpoint}/_sparekey/health`)).status === 503)
  const health = await fetch(`${world.endpoint}/_sparekey/health`)
  assert.match(await health.text(), /events cannot be moved into the event history/)
  await world.client(KMSClient).send(new CreateKeyCommand({}))
})
