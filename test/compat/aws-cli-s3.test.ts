// Buckets with the AWS CLI's own commands for S3.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { run } from '../cli/sparekey.ts'
import { awsClis, readsEndpointUrl } from './installed.ts'
import { ACCOUNT, served } from './story.ts'

async function tellStory(t: TestContext, command: string): Promise<void> {
  const { env } = await served(t)
  const aws = (...args: readonly string[]) => run(command, args, env)
  const well = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await aws(...args)
    assert.equal(code, 0, stderr)
    return stdout
  }
  const bucket = 'payroll-logs'
  assert.equal((await well('s3', 'mb', `s3://${bucket}`)).trim(), `make_bucket: ${bucket}`)
  assert.match(await well('s3', 'ls'), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d payroll-logs$/m)
  assert.equal(await well('s3', 'ls', `s3://${bucket}`), '')
  await well('s3', 'mb', 's3://payroll-dublin', '--region', 'eu-west-1')
  const located = ['s3api', 'get-bucket-location', '--bucket', 'payroll-dublin']
  assert.equal(JSON.parse(await well(...located)).LocationConstraint, 'eu-west-1')

  const named = ['--bucket', bucket]
  const about = { Resource: `arn:aws:s3:::${bucket}`, Action: 's3:ListBucket' }
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` }
  const Statement = [{ Effect: 'Allow', Principal, ...about }]
  const policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await well('s3api', 'put-bucket-policy', ...named, '--policy', policy)
  const { Policy } = JSON.parse(await well('s3api', 'get-bucket-policy', ...named))
  assert.deepEqual(JSON.parse(Policy), JSON.parse(policy))
  await well('s3api', 'wait', 'bucket-exists', ...named)

  assert.equal((await well('s3', 'rb', `s3://${bucket}`)).trim(), `remove_bucket: ${bucket}`)
  const gone = await aws('s3', 'ls', `s3://${bucket}`)
  assert.notEqual(gone.code, 0)
  assert.match(gone.stderr, /\(NoSuchBucket\) when calling the ListObjectsV2 operation/)
}

const clis = await awsClis()

if (clis.size === 0) {
  test('the AWS CLI keeps buckets', { skip: 'the AWS CLI (aws) is not installed' }, () => {})
}

for (const [version, command] of clis) {
  const skip = readsEndpointUrl(version) ? false : 'it does not read AWS_ENDPOINT_URL'
  test(`${version} makes, lists and removes buckets`, { skip }, (t) => tellStory(t, command))
}
