// The article's last step: the policy that a key had, out of log files older than event history.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  CloudTrailClient,
  LookupEventsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import {
  consoleCloudTrailTable,
  projectedCloudTrailTable,
} from '../../src/doctor/athena/cloudtrail-table.ts'
import { advance } from '../fixtures/clock.ts'
import { ACCOUNT, startWorld } from '../fixtures/world.ts'
import { createTrail, putBucket, trailBucketPolicy } from '../operations/cloudtrail/fixture.ts'
import { execute, rowsOf } from './fixture.ts'

const policyFor = (Sid: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid,
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  })

test('the latest policy of a key is found behind the 90 days of event history', async () => {
  const world = await startWorld()
  after(() => world.close())
  const trail = world.client(CloudTrailClient)
  const kms = world.client(KMSClient)
  await world.client(S3Client).send(new CreateBucketCommand({ Bucket: 'athena-results' }))
  await putBucket(world, 'logs', trailBucketPolicy('logs'))
  await createTrail(world, 'all')
  await trail.send(new StartLoggingCommand({ Name: 'all' }))
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const [KeyId, keyArn = ''] = [KeyMetadata?.KeyId, KeyMetadata?.Arn]
  for (const Sid of ['First', 'Second']) {
    await advance(world, '10m')
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policyFor(Sid) }))
  }
  const failing = new PutKeyPolicyCommand({ KeyId, Policy: '{}' })
  await assert.rejects(kms.send(failing))
  await advance(world, '120d')
  const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'PutKeyPolicy' }] as const
  const { Events } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [...LookupAttributes] }),
  )
  assert.deepEqual(Events, [])

  const logs = { bucket: 'logs' }
  const [accounts, regions] = [[ACCOUNT], ['us-east-1', 'ap-northeast-1']]
  const projected = { table: 'projected', logs, accounts, regions }
  await execute(world, consoleCloudTrailTable(logs, ACCOUNT))
  await execute(world, projectedCloudTrailTable(projected))
  for (const table of ['cloudtrail_logs_logs', 'projected']) {
    const rows = await rowsOf(world, versionsOf(keyArn, table))
    const found = rows.map(([name, parameters]) => [name, policyIn(parameters)])
    assert.deepEqual(
      found,
      [
        ['PutKeyPolicy', policyFor('Second')],
        ['PutKeyPolicy', policyFor('First')],
        ['CreateKey', undefined],
      ],
      table,
    )
  }
})

const versionsOf = (keyArn: string, table: string): string =>
  `SELECT eventname, requestparameters FROM ${table}
   WHERE eventsource = 'kms.amazonaws.com' AND eventname IN ('CreateKey', 'PutKeyPolicy')
     AND errorcode IS NULL AND any_match(resources, named -> named.arn = '${keyArn}')
   ORDER BY eventtime DESC`

const policyIn = (parameters = '{}'): unknown =>
  (JSON.parse(parameters) as { readonly policy?: string }).policy
