// A role that reads what others sealed, with boto3: waiters, paginators, errors as it maps them.

import assert from 'node:assert/strict'
import test from 'node:test'
import { run } from '../cli/sparekey.ts'
import { output } from './installed.ts'
import { ACCOUNT, decryptingFor, deniedTo, mayAssume, served, trusting, userArn } from './story.ts'

const version = await output('python3', ['-c', 'import boto3; print(boto3.__version__)'])
const skip = version === undefined ? 'boto3 for python3 is not installed' : false

const SCRIPT = `
import json, sys, urllib.request
import boto3
from botocore.exceptions import ClientError

documents = json.load(sys.stdin)
told = {}
root = boto3.Session()
iam, kms = root.client('iam'), root.client('kms')

iam.create_user(UserName='keeper', Tags=[{'Key': 'team', 'Value': 'blue'}])
iam.get_waiter('user_exists').wait(UserName='keeper')
iam.put_user_policy(UserName='keeper', PolicyName='assume', PolicyDocument=documents['mayAssume'])
key = iam.create_access_key(UserName='keeper')['AccessKey']
role = iam.create_role(RoleName='Auditor', AssumeRolePolicyDocument=documents['trust'])['Role']
iam.get_waiter('role_exists').wait(RoleName='Auditor')
made = iam.create_policy(PolicyName='assume', PolicyDocument=documents['mayAssume'])['Policy']
iam.get_waiter('policy_exists').wait(PolicyArn=made['Arn'])
trust = iam.get_role(RoleName='Auditor')['Role']['AssumeRolePolicyDocument']
told['trust'] = trust['Statement'][0]['Principal']['AWS']

for name in ('a', 'b', 'c'):
    iam.create_user(UserName=name)
pages = list(iam.get_paginator('list_users').paginate(PaginationConfig={'PageSize': 2}))
told['pages'] = [[user['UserName'] for user in page['Users']] for page in pages]

try:
    iam.get_user(UserName='nobody')
except iam.exceptions.NoSuchEntityException as error:
    told['missing user'] = error.response['Error']['Message']
try:
    kms.describe_key(KeyId='1234abcd-12ab-34cd-56ef-1234567890ab')
except kms.exceptions.NotFoundException as error:
    told['missing key'] = error.response['ResponseMetadata']['HTTPStatusCode']

metadata = kms.create_key(Policy=documents['keyPolicy'])['KeyMetadata']
told['key'] = metadata['Arn']
context = {'month': 'may'}
sealed = kms.encrypt(KeyId=metadata['KeyId'], Plaintext=b'wages', EncryptionContext=context)

keeper = boto3.Session(key['AccessKeyId'], key['SecretAccessKey'])
assumed = keeper.client('sts').assume_role(RoleArn=role['Arn'], RoleSessionName='audit')
begun = assumed['Credentials']
auditor = boto3.Session(begun['AccessKeyId'], begun['SecretAccessKey'], begun['SessionToken'])
reader = auditor.client('kms')
blob = sealed['CiphertextBlob']
opened = reader.decrypt(CiphertextBlob=blob, EncryptionContext=context)
told['opened'] = opened['Plaintext'].decode()
try:
    reader.decrypt(CiphertextBlob=blob)
except reader.exceptions.InvalidCiphertextException:
    told['without its context'] = 'InvalidCiphertextException'
try:
    reader.get_key_policy(KeyId=metadata['KeyId'])
except ClientError as error:
    told['denied'] = error.response['Error']

url = auditor.client('sts').generate_presigned_url('get_caller_identity', HttpMethod='GET')
told['presigned'] = 'assumed-role/Auditor/audit' in urllib.request.urlopen(url).read().decode()

find = [{'AttributeKey': 'Username', 'AttributeValue': 'audit'}]
events = root.client('cloudtrail').get_paginator('lookup_events')
pages = events.paginate(LookupAttributes=find, PaginationConfig={'PageSize': 1})
told['events'] = [event['EventName'] for page in pages for event in page['Events']]
print(json.dumps(told))
`

test(`boto3 ${version ?? ''} lets a role read what others sealed`, { skip }, async (t) => {
  const { env } = await served(t)
  const documents = {
    mayAssume,
    trust: trusting(userArn('keeper')),
    keyPolicy: decryptingFor('Auditor'),
  }
  const script = SCRIPT.replace('json.load(sys.stdin)', () => JSON.stringify(documents))
  const { code, stdout, stderr } = await run('python3', ['-c', script], env)
  assert.equal(code, 0, stderr)
  const told = JSON.parse(stdout)
  assert.deepEqual(told, {
    trust: userArn('keeper'),
    pages: [
      ['a', 'b'],
      ['c', 'keeper'],
    ],
    'missing user': 'The user with name nobody cannot be found.',
    'missing key': 400,
    key: told.key,
    opened: 'wages',
    'without its context': 'InvalidCiphertextException',
    denied: {
      Code: 'AccessDeniedException',
      Message: deniedTo('Auditor/audit', 'kms:GetKeyPolicy', told.key),
    },
    presigned: true,
    events: ['GetCallerIdentity', 'GetKeyPolicy', 'Decrypt', 'Decrypt'],
  })
  assert.match(told.key, new RegExp(`^arn:aws:kms:us-east-1:${ACCOUNT}:key/`))
})
