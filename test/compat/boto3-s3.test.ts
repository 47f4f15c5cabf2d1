import assert from 'node:assert/strict'
import test from 'node:test'
import { run } from '../cli/sparekey.ts'
import { output } from './installed.ts'
import { served } from './story.ts'

const found = (await output('python3', ['-c', 'import boto3'])) !== undefined
const skip = found ? false : 'boto3 for python3 is not installed'

const SCRIPT = `
import boto3
from botocore.exceptions import ClientError

s3 = boto3.client('s3')
s3.create_bucket(Bucket='payroll-logs')
s3.get_waiter('bucket_exists').wait(Bucket='payroll-logs')
print([bucket['Name'] for bucket in s3.list_buckets()['Buckets']])
print(s3.head_bucket(Bucket='payroll-logs')['BucketRegion'])
s3.put_bucket_tagging(Bucket='payroll-logs', Tagging={'TagSet': [{'Key': 'team', 'Value': 'pay'}]})
print(s3.get_bucket_tagging(Bucket='payroll-logs')['TagSet'])
rule = {'ID': 'old', 'Status': 'Enabled', 'Filter': {'Prefix': 'old/'}, 'Expiration': {'Days': 30}}
s3.put_bucket_lifecycle_configuration(
    Bucket='payroll-logs', LifecycleConfiguration={'Rules': [rule]})
print(s3.get_bucket_lifecycle_configuration(Bucket='payroll-logs')['Rules'] == [rule])
print(s3.list_objects_v2(Bucket='payroll-logs')['KeyCount'])
print(list(boto3.resource('s3').Bucket('payroll-logs').objects.all()))
for ask in (s3.get_bucket_policy, s3.get_bucket_cors):
    try:
        ask(Bucket='payroll-logs')
    except ClientError as error:
        print(error.response['Error']['Code'])
s3.delete_bucket(Bucket='payroll-logs')
s3.get_waiter('bucket_not_exists').wait(Bucket='payroll-logs')
`

test('boto3 keeps buckets', { skip }, async (t) => {
  const { env } = await served(t)
  const { code, stdout, stderr } = await run('python3', ['-c', SCRIPT], env)
  assert.equal(code, 0, stderr)
  assert.deepEqual(stdout.trim().split('\n'), [
    "['payroll-logs']",
    'us-east-1',
    "[{'Key': 'team', 'Value': 'pay'}]",
    'True',
    '0',
    '[]',
    'NoSuchBucketPolicy',
    'NoSuchCORSConfiguration',
  ])
})
