// The article's last step at the command line: after 90 days, a table that makes itself.

import assert from 'node:assert/strict'
import test from 'node:test'
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { advance } from '../fixtures/clock.ts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { trailBucketPolicy } from '../operations/cloudtrail/fixture.ts'
import { serveStack, sparekey } from './sparekey.ts'

const KEY = 'alias/payroll'

test('what the event history forgot is found in Athena, and access comes back', async (t) => {
  const stack = await serveStack(t, ['--insecure-allow-clock'])
  const { endpoint } = stack
  await startTrail(stack)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)
  await advance(stack, '91d')
  const asRoot = ['--profile', ACCOUNT, '--endpoint', endpoint]

  await t.test('the event history is empty, and the next command is told', async () => {
    const { code, stdout } = await sparekey(['history', KEY, ...asRoot])
    assert.equal(code, 3)
    assert.match(stdout, /delivers the\s+events of this Region to s3:\/\/logs\/AWSLogs\//)
    assert.match(stdout, /history arn:\S+ \\\n\s+--create-table/)
  })

  await t.test('the doctor tells the same', async () => {
    const { stdout } = await sparekey(['doctor', KEY, ...asRoot])
    assert.match(stdout, /--create-table/)
  })

  await t.test('the table is shown, made and asked, and the story is whole', async () => {
    const words = ['history', KEY, '--create-table', '--output', 's3://results/', '--yes']
    const { code, stdout, stderr } = await sparekey([...words, ...asRoot])
    assert.equal(code, 0, stdout + stderr)
    assert.match(stderr, /CREATE EXTERNAL TABLE `default`\.`cloudtrail_logs_logs`/)
    assert.match(stderr, /The query reads \S+ [KM]B in \d+ objects/)
    assert.match(stdout, /CreateKey by root/)
    assert.match(stdout, /PutKeyPolicy by user\/deployer from \S+: refused/)
    assert.match(stdout, /with the policy lockout safety check bypassed/)
    assert.match(stdout, /through its IAM policies, loses kms:\*/)
    assert.match(stdout, /PutKeyPolicy by user\/admin from \S+: denied/)
  })

  await t.test('recover goes on where the table is refused, and gives access back', async () => {
    const table = ['--table', 'default.cloudtrail_logs_logs', '--output', 's3://results/']
    const words = ['recover', KEY, '--as', 'Administrator', '--apply', '--yes', ...table]
    const { code, stdout } = await sparekey([
      ...words,
      '--profile',
      'admin',
      '--endpoint',
      endpoint,
    ])
    assert.equal(code, 0, stdout)
    assert.match(stdout, /Done: user\/admin reads the key policy again/)
  })
})

interface Serving {
  readonly endpoint: string
  readonly credentialsFile: string
}

async function startTrail({ endpoint, credentialsFile }: Serving): Promise<void> {
  const credentials = (await readCredentialsFile(credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const config = { endpoint, region: 'us-east-1', credentials }
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'results' }))
  await s3.send(new CreateBucketCommand({ Bucket: 'logs' }))
  const Policy = JSON.stringify(trailBucketPolicy('logs'))
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'logs', Policy }))
  const cloudtrail = new CloudTrailClient(config)
  await cloudtrail.send(new CreateTrailCommand({ Name: 'all', S3BucketName: 'logs' }))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'all' }))
}
