// The organization's guardrails: Control Tower's SCP stops an installer; an SCP on `kms:Delete*`
// does not stop ScheduleKeyDeletion; an RCP shuts a key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { ACCOUNT, allow, OTHER_ACCOUNT, type Credentials } from '../../fixtures/world.ts'
import {
  startOrganization,
  type OrganizationWorld,
} from '../../operations/organizations/fixture.ts'
import { administrator } from '../scenarios/locked-key.ts'
import { askOne, findingOf, layerOf } from './asking.ts'

let world: OrganizationWorld
let installer: Credentials
let key: string
before(async () => {
  world = await startOrganization()
  installer = await world.user('installer', allow('*'), OTHER_ACCOUNT)
  const { KeyMetadata } = await asInstaller().send(new CreateKeyCommand({}))
  key = KeyMetadata?.Arn ?? ''
})
after(() => world.close())

const asInstaller = () => world.client(KMSClient, installer)

/** The member account may read the organization from now on. */
async function delegate(): Promise<void> {
  const trusted = { ServicePrincipal: 'cloudtrail.amazonaws.com' }
  await world.organizations().call('EnableAWSServiceAccess', trusted)
  const administratorOf = { AccountId: OTHER_ACCOUNT, ...trusted }
  await world.organizations().call('RegisterDelegatedAdministrator', administratorOf)
}

const controlTower = {
  Sid: 'GRKMS',
  Effect: 'Deny',
  Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy'],
  Resource: '*',
  Condition: {
    ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/AWSControlTowerExecution' },
  },
}

test('an SCP stops the installer: only the sentence tells it, and it is quoted', async () => {
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, controlTower)
  const diagnosis = await askOne(world, installer, key, { actions: ['kms:GetKeyPolicy'] })
  assert.equal(diagnosis.outcome, 'explicitDeny')
  assert.equal(diagnosis.causes[0], 'scp/explicit-deny')
  assert.deepEqual(diagnosis.remedies, [])
  const missing = diagnosis.unseen.map(({ permission }) => permission)
  assert.ok(missing.includes('organizations:ListParents'), missing.join(', '))
  assert.equal(layerOf(diagnosis, 'scp'), 'deny')
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
  await asInstaller().send(new GetKeyPolicyCommand({ KeyId: key }))
})

test('a delegated administrator is shown the statement, and at which level it stands', async () => {
  await delegate()
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, controlTower)
  const diagnosis = await askOne(world, installer, key, { actions: ['kms:PutKeyPolicy'] })
  assert.deepEqual(diagnosis.causes, ['scp/explicit-deny'])
  const finding = findingOf(diagnosis, 'scp/explicit-deny')
  assert.match(finding.says, /statement "GRKMS" of the service control policy policy \d+/)
  assert.ok(finding.evidence.some((line) => line.includes(world.unitId)))
  assert.ok(finding.evidence.some((line) => line.includes('AWSControlTowerExecution')))
  const content = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      ...controlTower,
      Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::*:user/installer` } },
    },
  })
  await world.organizations().call('UpdatePolicy', { PolicyId: policy, Content: content })
  const after = await askOne(world, installer, key, { actions: ['kms:PutKeyPolicy'] })
  assert.equal(after.outcome, 'allow')
  assert.equal(layerOf(after, 'scp'), 'allow')
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
})

test('a level that allows nothing is told, with its policies', async () => {
  const onlyS3 = { Effect: 'Allow', Action: ['s3:*', 'organizations:*'], Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, onlyS3)
  const full = { PolicyId: 'p-FullAWSAccess', TargetId: world.unitId }
  await world.organizations().call('DetachPolicy', full)
  const asked = { actions: ['kms:PutKeyPolicy'], principal: `arn:aws:iam::${OTHER_ACCOUNT}:root` }
  const diagnosis = await askOne(world, world.root(OTHER_ACCOUNT), key, asked)
  assert.ok(diagnosis.causes.includes('scp/no-allow'), diagnosis.causes.join(', '))
  await world.organizations().call('AttachPolicy', full)
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
})

test('an SCP on kms:Delete* lets ScheduleKeyDeletion pass', async () => {
  const deny = { Effect: 'Deny', Action: 'kms:Delete*', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.rootId, deny)
  const actions = ['kms:ScheduleKeyDeletion']
  const diagnosis = await askOne(world, installer, key, { actions })
  assert.deepEqual([diagnosis.outcome, layerOf(diagnosis, 'scp')], ['allow', 'allow'])
  const { KeyMetadata } = await asInstaller().send(new CreateKeyCommand({}))
  await asInstaller().send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId }))
  const alias = await askOne(world, installer, key, { actions: ['kms:DeleteAlias'] })
  assert.equal(alias.causes[0], 'scp/explicit-deny')
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.rootId })
})

test('an RCP shuts the key, and is quoted', async () => {
  const deny = { Sid: 'Shut', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }
  const policy = await world.attach('RESOURCE_CONTROL_POLICY', OTHER_ACCOUNT, deny)
  const diagnosis = await askOne(world, installer, key, { actions: ['kms:GetKeyPolicy'] })
  assert.equal(diagnosis.causes[0], 'rcp/explicit-deny')
  assert.match(findingOf(diagnosis, 'rcp/explicit-deny').says, /statement "Shut"/)
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: OTHER_ACCOUNT })
  await asInstaller().send(new GetKeyPolicyCommand({ KeyId: key }))
})

test('the management account is exempt, whatever hangs at the root', async () => {
  const deny = { Effect: 'Deny', Action: 'kms:*', Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.rootId, deny)
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({}))
  const admin = await world.user('admin', administrator, ACCOUNT)
  const diagnosis = await askOne(world, world.root(), KeyMetadata?.Arn ?? '')
  assert.deepEqual([diagnosis.outcome, layerOf(diagnosis, 'scp')], ['allow', 'notApplicable'])
  assert.equal((await askOne(world, admin, KeyMetadata?.Arn ?? '')).outcome, 'allow')
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.rootId })
})
