// A service of the stack writes into a bucket in its own name, as trails do with their logs.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import type { AccountId } from '../../../src/base/account-id.ts'
import { gather } from '../../../src/base/gather.ts'
import type { Region } from '../../../src/base/region.ts'
import { SecretBytes } from '../../../src/base/secret-bytes.ts'
import { createSealer } from '../../../src/crypto/sealer.ts'
import { ensureAccounts } from '../../../src/server/accounts.ts'
import type { House } from '../../../src/server/exchange.ts'
import { answerCall } from '../../../src/server/pipeline.ts'
import { registry } from '../../../src/server/registry.ts'
import { signingKeys } from '../../../src/server/signing-keys.ts'
import { systemWorld } from '../../../src/server/system-world.ts'
import { RequestWatch } from '../../../src/server/watch/request-watch.ts'
import { objectRowId, objects } from '../../../src/services/s3/tables.ts'
import { openSqliteStore } from '../../../src/store/sqlite-store.ts'

const account = '111122223333' as AccountId
const region = 'us-east-1' as Region
const trail = `arn:aws:cloudtrail:${region}:${account}:trail/all`
const root = {
  principal: { type: 'root', arn: `arn:aws:iam::${account}:root`, account },
  account,
} as const
const cloudtrail = {
  principal: { type: 'service', arn: 'cloudtrail.amazonaws.com', account: undefined },
  account,
  sourceArn: trail,
} as const

let house: House
let scratch: string
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sparekey-service-call-'))
  const world = systemWorld()
  house = {
    world,
    store: await openSqliteStore({ directory: scratch, world }),
    sealer: createSealer(new SecretBytes(new Uint8Array(32)), world),
    services: registry({ lookupEventsPerSecond: undefined }),
    signingKeys: signingKeys(10),
    trailIntervalMs: 5 * 60 * 1000,
    allowsServiceCalls: false,
    requests: new RequestWatch(pino({ level: 'silent' })),
    requestsInFlightMax: 1024,
    accountOpened: () => undefined,
    log: pino({ level: 'silent' }),
  }
  await ensureAccounts(house, [account], undefined)
  await asRoot('s3', 'CreateBucket', { Bucket: 'logs' })
})
after(async () => {
  await house.store.close()
  await rm(scratch, { recursive: true })
})

const asRoot = (service: string, operation: string, input: object) =>
  answerCall(house, { service, operation, input, region, caller: root })

const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

const deliver = (Key: string, more: object = {}) => {
  const line = Buffer.from(`log ${Key}`)
  const content = {
    length: line.length,
    chunks: new Blob([line]).stream(),
    trailers: () => new Map<string, string>(),
  }
  const input = { Bucket: 'logs', Key, ACL: 'bucket-owner-full-control', ...more }
  const call = { service: 's3', operation: 'PutObject', input, region, caller: cloudtrail }
  return answerCall(house, { ...call, content })
}

test('it is denied until the bucket policy lets it, with the ACL that it sends', async () => {
  await assert.rejects(deliver('early'), { code: 'AccessDenied' })
  const Policy = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::logs/*',
    Condition: {
      StringEquals: {
        's3:x-amz-acl': 'bucket-owner-full-control',
        'aws:SourceArn': trail,
      },
    },
  })
  await asRoot('s3', 'PutBucketPolicy', { Bucket: 'logs', Policy })
  await deliver('first')
  await assert.rejects(deliver('plain', { ACL: undefined }), { code: 'AccessDenied' })
  const row = house.store.get(objects, objectRowId('logs', 'first'))?.value
  assert.ok(row?.file)
  const file = await house.store.files.open(row.file)
  assert.equal(String(await gather(file.read())), 'log first')
  file.close()
})

test('KMS sees the service itself, not somebody through S3, and the trail’s context', async () => {
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'kms:GenerateDataKey',
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:EncryptionContext:aws:cloudtrail:arn': trail },
      Null: { 'kms:ViaService': 'true' },
    },
  }
  const owner = { AWS: root.principal.arn }
  const forOwner = { Effect: 'Allow', Principal: owner, Action: 'kms:*', Resource: '*' }
  const Policy = documentOf(forOwner, allowed)
  const made = (await asRoot('kms', 'CreateKey', { Policy })) as { KeyMetadata: { Arn: string } }
  const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: made.KeyMetadata.Arn }
  await assert.rejects(deliver('bare', encryption), { code: 'AccessDenied' })
  const context = JSON.stringify({ 'aws:cloudtrail:arn': trail })
  const SSEKMSEncryptionContext = Buffer.from(context).toString('base64')
  await deliver('sealed', { ...encryption, SSEKMSEncryptionContext })
  const row = house.store.get(objects, objectRowId('logs', 'sealed'))?.value
  assert.deepEqual(row?.encryption?.encryptionContext, {
    'aws:cloudtrail:arn': trail,
    'aws:s3:arn': 'arn:aws:s3:::logs/sealed',
  })
})
