// `aws cloudtrail validate-logs` on a trail of several hours: whole, and tampered with.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CloudTrailClient, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { run } from '../cli/sparekey.ts'
import { advance } from '../fixtures/clock.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT } from '../fixtures/world.ts'
import { createTrail, startTrailWorld, trailArn } from '../operations/cloudtrail/fixture.ts'
import { output } from './installed.ts'

const version = await output('aws', ['--version'])
const skip = version === undefined ? 'the AWS CLI (aws) is not installed' : false

let world: TestWorld
let begun: Date

before(async () => {
  if (skip) return
  world = await startTrailWorld()
  begun = world.server.clock.now()
  await createTrail(world, 'proved', { EnableLogFileValidation: true, IsMultiRegionTrail: true })
  await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'proved' }))
  for (const region of ['us-east-1', 'eu-west-1', 'us-east-1']) {
    await world.client(KMSClient, undefined, region).send(new CreateKeyCommand({}))
    await advance(world, '1h')
  }
  await advance(world, '1h')
})
after(() => world?.close())

async function validated(): Promise<{ readonly code: number | null; readonly said: string }> {
  const time = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`
  const range = ['--start-time', time(begun), '--end-time', time(world.server.clock.now())]
  const trail = ['--trail-arn', trailArn('proved'), '--verbose']
  const { code, stdout, stderr } = await run(
    'aws',
    ['cloudtrail', 'validate-logs', ...trail, ...range],
    {
      AWS_ENDPOINT_URL: world.endpoint,
      AWS_SHARED_CREDENTIALS_FILE: join(world.data, 'credentials'),
      AWS_PROFILE: ACCOUNT,
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  )
  return { code, said: stdout + stderr }
}

async function logFiles(): Promise<readonly string[]> {
  const Prefix = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/`
  const list = new ListObjectsV2Command({ Bucket: 'logs', Prefix })
  const { Contents = [] } = await world.client(S3Client).send(list)
  return Contents.flatMap(({ Key }) => Key ?? [])
}

test('the AWS CLI finds the trail whole', { skip }, async () => {
  const { code, said } = await validated()
  assert.equal(code, 0, said)
  assert.match(said, /(\d+)\/\1 digest files valid/)
  assert.match(said, /(\d+)\/\1 log files valid/)
  assert.doesNotMatch(said, /INVALID/)
})

test('the AWS CLI names the log file that was changed', { skip }, async () => {
  const [Key = ''] = await logFiles()
  const s3 = world.client(S3Client)
  const { Body, ...head } = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key }))
  const content = (await Body?.transformToByteArray()) ?? new Uint8Array()
  const { ContentType, ContentEncoding } = head
  const as = { Bucket: 'logs', Key, ContentType, ContentEncoding }
  const forged = Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64') // {} compressed
  await s3.send(new PutObjectCommand({ ...as, Body: forged }))
  const { code, said } = await validated()
  assert.notEqual(code, 0)
  assert.ok(said.includes(`s3://logs/${Key}\tINVALID: hash value doesn't match`), said)
  await s3.send(new PutObjectCommand({ ...as, Body: content }))
  assert.equal((await validated()).code, 0)
})

test('the AWS CLI names the log file that was removed', { skip }, async () => {
  const [Key = ''] = await logFiles()
  await world.client(S3Client).send(new DeleteObjectCommand({ Bucket: 'logs', Key }))
  const { code, said } = await validated()
  assert.notEqual(code, 0)
  assert.ok(said.includes(`s3://logs/${Key}\tINVALID: not found`), said)
})
