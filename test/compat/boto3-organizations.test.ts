// An organization as AWS's own client for Python sees it, exceptions and pages included.

import assert from 'node:assert/strict'
import test from 'node:test'
import { output } from './installed.ts'
import { run } from '../cli/sparekey.ts'
import { served } from './story.ts'

const found = await output('python3', ['-c', 'import boto3'])
const skip = found === undefined ? 'boto3 for python3 is not installed' : false

const SCRIPT = `
import boto3, json
from botocore.exceptions import ClientError

org = boto3.client('organizations')
print(org.create_organization()['Organization']['FeatureSet'])
root = org.list_roots()['Roots'][0]['Id']
try:
    org.create_organization()
except org.exceptions.AlreadyInOrganizationException as error:
    print(error.response['Error']['Code'])
org.enable_policy_type(RootId=root, PolicyType='SERVICE_CONTROL_POLICY')
unit = org.create_organizational_unit(ParentId=root, Name='workloads')['OrganizationalUnit']['Id']
try:
    org.tag_resource(ResourceId=unit, Tags=[{'Key': 'aws:x', 'Value': 'y'}])
except org.exceptions.InvalidInputException as error:
    print(error.response['Reason'])

made = org.create_account(Email='payroll@example.com', AccountName='payroll')
status = org.describe_create_account_status(
    CreateAccountRequestId=made['CreateAccountStatus']['Id'])['CreateAccountStatus']
account = status['AccountId']
print(status['State'], status['RequestedTimestamp'].year > 2000)
org.move_account(AccountId=account, SourceParentId=root, DestinationParentId=unit)
pages = org.get_paginator('list_accounts').paginate(PaginationConfig={'PageSize': 1})
print(sum(len(page['Accounts']) for page in pages))

inside = boto3.Session(profile_name=account).client('kms')
key = inside.create_key()['KeyMetadata']['KeyId']
scp = {'Version': '2012-10-17',
       'Statement': {'Effect': 'Deny', 'Action': 'kms:PutKeyPolicy', 'Resource': '*'}}
policy = org.create_policy(Type='SERVICE_CONTROL_POLICY', Name='keep', Description='',
                           Content=json.dumps(scp))['Policy']['PolicySummary']['Id']
org.attach_policy(PolicyId=policy, TargetId=unit)
document = inside.get_key_policy(KeyId=key)['Policy']
try:
    inside.put_key_policy(KeyId=key, Policy=document)
except ClientError as error:
    print(error.response['Error']['Message'].split(' with ')[1])
`

test('boto3 founds an organization, opens an account and confines it', { skip }, async (t) => {
  const { env } = await served(t)
  const { code, stdout, stderr } = await run('python3', ['-c', SCRIPT], env)
  assert.equal(code, 0, stderr)
  assert.deepEqual(stdout.trim().split('\n'), [
    'ALL',
    'AlreadyInOrganizationException',
    'INVALID_SYSTEM_TAGS_PARAMETER',
    'SUCCEEDED True',
    '2',
    'an explicit deny in a service control policy',
  ])
})
