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
import { policyEventsQuery, RECORD_COLUMNS } from '../../src/doctor/athena/policy-events-query.ts'
import type { TrailTable } from '../../src/doctor/athena/trail-table.ts'
import { dayMs, minuteMs } from '../../src/base/sizes.ts'
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
  const from = new Date(world.server.clock.now().getTime() - minuteMs)
  for (const Sid of ['First', 'Second']) {
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policyFor(Sid) }))
    await advance(world, '10m')
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
  const [since, until] = [from, new Date(from.getTime() + dayMs)].map(secondOf)
  const [console, byDay] = [described('cloudtrail_logs_logs', []), described('projected', KEYS)]
  for (const [table, times] of [
    [console, { since: undefined, until: undefined }],
    [byDay, { since: undefined, until: undefined }],
    [byDay, { since, until }],
  ] as const) {
    const rows = await rowsOf(world, policyEventsQuery({ table, keyArn, ...times }))
    const succeeded = rows.filter((row) => !row[ERROR_CODE])
    const found = succeeded.map((row) => [row[EVENT_NAME], policyIn(row[REQUEST_PARAMETERS])])
    // The first two are of one second, in which SQL knows no order.
    assert.deepEqual(found.slice(0, 2).toSorted(), [
      ['CreateKey', undefined],
      ['PutKeyPolicy', policyFor('First')],
    ])
    assert.deepEqual(found.slice(2), [['PutKeyPolicy', policyFor('Second')]], table.name)
  }
})

const columns = Object.keys(RECORD_COLUMNS)
const EVENT_NAME = columns.indexOf('eventName')
const ERROR_CODE = columns.indexOf('errorCode')
const REQUEST_PARAMETERS = columns.indexOf('requestParameters')

const KEYS = ['account', 'region', 'timestamp']

/** As far as the query looks at it. */
const described = (name: string, keys: readonly string[]): TrailTable => ({
  database: 'default',
  name,
  location: 's3://logs/AWSLogs/',
  partitionKeys: keys.map((key) => ({ name: key, type: 'string' })),
  properties: {
    'projection.timestamp.type': 'date',
    'projection.timestamp.format': 'yyyy/MM/dd',
  },
})

const secondOf = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`

const policyIn = (parameters = '{}'): unknown =>
  (JSON.parse(parameters) as { readonly policy?: string }).policy
