import assert from 'node:assert/strict'
import test from 'node:test'
import { run, serveStack, sparekey } from '../cli/sparekey.ts'

const found = await run('python3', ['-c', 'import boto3']).then(
  ({ code }) => code === 0,
  () => false,
)
const skip = found ? false : 'boto3 for python3 is not installed'

const SCRIPT = `
import boto3
from botocore.exceptions import ClientError

admin = boto3.Session(profile_name='admin')
kms = admin.client('kms')
key = next(a for a in kms.list_aliases()['Aliases'] if a['AliasName'] == 'alias/payroll')
try:
    kms.get_key_policy(KeyId=key['TargetKeyId'])
except ClientError as error:
    print(error.response['Error']['Code'])
print(admin.client('iam').get_user(UserName='admin')['User']['Arn'])

root = boto3.Session(profile_name='111122223333').client('kms')
made = root.create_key()['KeyMetadata']['KeyId']
sealed = root.encrypt(KeyId=made, Plaintext=b'wages', EncryptionContext={'month': 'may'})
opened = root.decrypt(CiphertextBlob=sealed['CiphertextBlob'], EncryptionContext={'month': 'may'})
print(opened['Plaintext'].decode())

names = set()
for page in admin.client('cloudtrail').get_paginator('lookup_events').paginate():
    names |= {event['EventName'] for event in page['Events']}
print(sorted(names & {'CreateKey', 'PutKeyPolicy', 'GetKeyPolicy'}))
`

test('boto3 reads, seals, opens and looks up events', { skip }, async (t) => {
  const { endpoint, credentialsFile } = await serveStack(t)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)
  const { code, stdout, stderr } = await run('python3', ['-c', SCRIPT], {
    AWS_ENDPOINT_URL: endpoint,
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_DEFAULT_REGION: 'us-east-1',
  })
  assert.equal(code, 0, stderr)
  assert.deepEqual(stdout.trim().split('\n'), [
    'AccessDeniedException',
    'arn:aws:iam::111122223333:user/admin',
    'wages',
    "['CreateKey', 'GetKeyPolicy', 'PutKeyPolicy']",
  ])
})
