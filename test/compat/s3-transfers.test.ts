// What the AWS CLI and boto3 do with objects, large ones in parts.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { run, scratch, serveStack } from '../cli/sparekey.ts'

const works = (command: string, args: readonly string[]): Promise<boolean> =>
  run(command, args).then(
    ({ code }) => code === 0,
    () => false,
  )
const noCli = (await works('aws', ['--version'])) ? false : 'the AWS CLI (aws) is not installed'
const noBoto = (await works('python3', ['-c', 'import boto3']))
  ? false
  : 'boto3 for python3 is not installed'

const MiB = 1024 * 1024
const LARGE = Buffer.alloc(20 * MiB, 'twenty mebibytes of this ')

const environment = (endpoint: string, credentialsFile: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PROFILE: '111122223333',
})

test('the AWS CLI copies, synchronises, lists and removes folders', { skip: noCli }, async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  const env = environment(endpoint, credentialsFile)
  const folder = scratch(t)
  const from = join(folder, 'from')
  mkdirSync(join(from, '2026', '11'), { recursive: true })
  writeFileSync(join(from, 'large.bin'), LARGE)
  for (const day of ['01', '02', '03 ü']) {
    writeFileSync(join(from, '2026', '11', `${day}.json.gz`), `day ${day}`)
  }
  const aws = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run('aws', args, env)
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}`)
    return stdout
  }
  await aws('s3', 'mb', 's3://logs')
  await aws('s3', 'cp', from, 's3://logs/AWSLogs', '--recursive')
  const listed = await aws('s3', 'ls', 's3://logs', '--recursive')
  assert.equal(listed.trim().split('\n').length, 4)
  assert.match(listed, /20971520 AWSLogs\/large\.bin/)
  assert.match(await aws('s3', 'ls', 's3://logs/AWSLogs/'), /PRE 2026\//)
  const to = join(folder, 'to')
  await aws('s3', 'sync', 's3://logs/AWSLogs', to)
  assert.ok(readFileSync(join(to, 'large.bin')).equals(LARGE))
  assert.equal(readFileSync(join(to, '2026', '11', '03 ü.json.gz'), 'utf8'), 'day 03 ü')
  assert.equal(await aws('s3', 'sync', 's3://logs/AWSLogs', to), '')
  await aws('s3', 'cp', 's3://logs/AWSLogs/large.bin', 's3://logs/copy.bin', '--sse', 'aws:kms')
  await aws('s3', 'cp', 's3://logs/copy.bin', join(to, 'copy.bin'))
  assert.ok(readFileSync(join(to, 'copy.bin')).equals(LARGE))
  await aws('s3', 'rm', 's3://logs', '--recursive')
  assert.equal(await aws('s3', 'ls', 's3://logs'), '')
  await aws('s3', 'rb', 's3://logs')
})

const SCRIPT = `
import boto3, io, sys
from boto3.s3.transfer import TransferConfig
s3 = boto3.client('s3')
s3.create_bucket(Bucket='transfers')
large = open(sys.argv[1], 'rb').read()
config = TransferConfig(multipart_threshold=5*1024*1024, multipart_chunksize=5*1024*1024)
s3.upload_fileobj(io.BytesIO(large), 'transfers', 'large', Config=config,
                  ExtraArgs={'ServerSideEncryption': 'aws:kms', 'Metadata': {'owner': 'payroll'}})
s3.upload_fileobj(io.BytesIO(b''), 'transfers', 'empty')
got = io.BytesIO()
s3.download_fileobj('transfers', 'large', got, Config=config)
print(got.getvalue() == large)
head = s3.head_object(Bucket='transfers', Key='large')
print(head['ETag'][-3:-1], head['ServerSideEncryption'], head['Metadata']['owner'])
s3.copy({'Bucket': 'transfers', 'Key': 'large'}, 'transfers', 'copy', Config=config)
print(s3.get_object(Bucket='transfers', Key='copy')['Body'].read() == large)
print(sorted(o['Key'] for o in s3.list_objects_v2(Bucket='transfers')['Contents']))
bucket = boto3.resource('s3').Bucket('transfers')
bucket.objects.all().delete()
print(s3.list_objects_v2(Bucket='transfers')['KeyCount'])
`

test(
  'boto3 transfers objects in parts, both ways, and copies them',
  { skip: noBoto },
  async (t) => {
    const { endpoint, credentialsFile } = await serveStack(t)
    const path = join(scratch(t), 'large.bin')
    writeFileSync(path, LARGE)
    const env = environment(endpoint, credentialsFile)
    const { code, stdout, stderr } = await run('python3', ['-c', SCRIPT, path], env)
    assert.equal(code, 0, stderr)
    assert.deepEqual(stdout.trim().split('\n'), [
      'True',
      '-4 aws:kms payroll',
      'True',
      "['copy', 'empty', 'large']",
      '0',
    ])
  },
)
