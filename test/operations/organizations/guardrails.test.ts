// SCPs and RCPs have their say over real requests, each with AWS's sentence and its event.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import type { Credentials } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { OrganizationWorld } from './fixture.ts'
import { newestRecord, startOrganization } from './fixture.ts'

let world: OrganizationWorld
let alice: Credentials
let keyArn: string
before(async () => {
  world = await startOrganization()
  alice = await world.user('alice', allow('*'), OTHER_ACCOUNT)
  const { KeyMetadata } = await asAlice().send(new CreateKeyCommand({}))
  keyArn = KeyMetadata?.Arn ?? ''
})
after(() => world.close())

const asAlice = () => world.client(KMSClient, alice)
const ALICE = `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`
const keyPolicy = (account: string, ...more: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      ...more,
    ],
  })
const putPolicy = () =>
  asAlice().send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy: keyPolicy(OTHER_ACCOUNT) }))

async function detach(PolicyId: string, TargetId: string): Promise<void> {
  await world.organizations().call('DetachPolicy', { PolicyId, TargetId })
}

test('an SCP that denies kms:PutKeyPolicy binds the account’s administrator', async () => {
  await putPolicy()
  const deny = { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, deny)
  const message =
    `User: ${ALICE} is not authorized to perform: kms:PutKeyPolicy on resource: ${keyArn} ` +
    'with an explicit deny in a service control policy'
  await assert.rejects(putPolicy(), { name: 'AccessDeniedException', message })
  const record = await newestRecord(world, 'PutKeyPolicy', OTHER_ACCOUNT)
  assert.equal(record['errorCode'], 'AccessDenied')
  assert.equal(record['errorMessage'], message)
  await detach(policy, world.unitId)
  await putPolicy()
})

test('an SCP binds the account’s root user as well', async () => {
  const deny = { Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', OTHER_ACCOUNT, deny)
  const root = world.client(IAMClient, world.root(OTHER_ACCOUNT))
  await assert.rejects(root.send(new CreateUserCommand({ UserName: 'bob' })), {
    name: 'AccessDenied',
    message: /with an explicit deny in a service control policy$/,
  })
  await detach(policy, OTHER_ACCOUNT)
})

test('a level that allows nothing refuses what every other level allows', async () => {
  const onlyS3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, onlyS3)
  await detach('p-FullAWSAccess', world.unitId)
  await assert.rejects(putPolicy(), {
    message: /because no service control policy allows the kms:PutKeyPolicy action$/,
  })
  const attach = { PolicyId: 'p-FullAWSAccess', TargetId: world.unitId }
  await world.organizations().call('AttachPolicy', attach)
  await detach(policy, world.unitId)
  await putPolicy()
})

test('an SCP at the root spares the management account', async () => {
  const deny = { Effect: 'Deny', Action: 'kms:CreateKey', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.rootId, deny)
  await world.client(KMSClient).send(new CreateKeyCommand({}))
  await assert.rejects(asAlice().send(new CreateKeyCommand({})), { name: 'AccessDeniedException' })
  await detach(policy, world.rootId)
})

test('a new document of a policy is in force for the next request', async () => {
  const deny = { Effect: 'Deny', Action: 'kms:CreateKey', Resource: '*' }
  const PolicyId = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, deny)
  await assert.rejects(asAlice().send(new CreateKeyCommand({})))
  const statement = { ...deny, Action: 'kms:DisableKey' }
  const Content = JSON.stringify({ Version: '2012-10-17', Statement: statement })
  await world.organizations().call('UpdatePolicy', { PolicyId, Content })
  await asAlice().send(new CreateKeyCommand({}))
  await detach(PolicyId, world.unitId)
})

test('an RCP keeps everybody outside the organization away from its keys', async () => {
  const outsider = world.client(KMSClient)
  const named = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'kms:DescribeKey',
    Resource: '*',
  }
  const Policy = keyPolicy(OTHER_ACCOUNT, named)
  await asAlice().send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy }))
  const describe = () => outsider.send(new DescribeKeyCommand({ KeyId: keyArn }))
  await describe()
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': OTHER_ACCOUNT } },
  }
  const policy = await world.attach('RESOURCE_CONTROL_POLICY', OTHER_ACCOUNT, deny)
  const message =
    `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:DescribeKey on ` +
    `resource: ${keyArn} with an explicit deny in a resource control policy`
  await assert.rejects(describe(), { name: 'AccessDeniedException', message })
  assert.equal((await newestRecord(world, 'DescribeKey'))['errorMessage'], message)
  await asAlice().send(new DescribeKeyCommand({ KeyId: keyArn }))
  await detach(policy, OTHER_ACCOUNT)
  await describe()
})

test('an RCP has no say over services that know none', async () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }
  const policy = await world.attach('RESOURCE_CONTROL_POLICY', OTHER_ACCOUNT, deny)
  const iam = world.client(IAMClient, alice)
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  await assert.rejects(putPolicy(), { name: 'AccessDeniedException' })
  await detach(policy, OTHER_ACCOUNT)
})

test('key policies can ask for the organization and for a place in it', async () => {
  const named = (Condition: object) => ({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition,
  })
  const describe = () => world.client(KMSClient).send(new DescribeKeyCommand({ KeyId: keyArn }))
  const allowWhere = async (Condition: object) => {
    const Policy = keyPolicy(OTHER_ACCOUNT, named(Condition))
    await asAlice().send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy }))
  }
  const { organizationId, rootId, unitId } = world
  await allowWhere({ StringEquals: { 'aws:PrincipalOrgID': organizationId } })
  await describe()
  await allowWhere({ StringEquals: { 'aws:PrincipalOrgID': 'o-another000' } })
  await assert.rejects(describe(), { name: 'AccessDeniedException' })
  const paths = (path: string) => ({
    'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': path },
  })
  await allowWhere(paths(`${organizationId}/${rootId}/`))
  await describe()
  await allowWhere(paths(`${organizationId}/${rootId}/${unitId}/`))
  await assert.rejects(describe(), { name: 'AccessDeniedException' })
  await allowWhere({
    StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
    'ForAnyValue:StringLike': { 'aws:ResourceOrgPaths': `*/${unitId}/*` },
  })
  await describe()
})
