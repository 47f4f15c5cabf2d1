// The organization's guardrails: Control Tower's SCP stops an installer; an SCP on `kms:Delete*`
// does not stop ScheduleKeyDeletion; an RCP shuts a key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Diagnosis } from '../../../src/doctor/index.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, type Credentials } from '../../fixtures/world.ts'
import {
  startOrganization,
  type OrganizationWorld,
} from '../../operations/organizations/fixture.ts'
import { applyRemedy } from '../run-command.ts'
import { administrator } from '../scenarios/locked-key.ts'
import { askOne, findingOf, layerOf } from './asking.ts'
import { recordCarriedOut } from './harness/carried-out.ts'

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

/** All that is offered, by the management account; resolves to what it was. */
async function carryOut({ remedies }: Diagnosis): Promise<readonly string[]> {
  for (const remedy of remedies) {
    assert.deepEqual([remedy.by, remedy.proved], [[`arn:aws:iam::${ACCOUNT}:root`], true])
    await applyRemedy(remedy, installer, world.root())
  }
  return remedies.map(({ id }) => id)
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

test('E4: an SCP stops the installer: the sentence alone tells it, and whom to ask', async () => {
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, controlTower)
  const diagnosis = await askOne(world, installer, key, { actions: ['kms:GetKeyPolicy'] })
  assert.equal(diagnosis.outcome, 'explicitDeny')
  assert.equal(diagnosis.causes[0], 'scp/explicit-deny')
  const [remedy, ...more] = diagnosis.remedies
  assert.ok(remedy)
  assert.deepEqual([remedy.id, remedy.commands, more], ['ask-organization', [], []])
  const missing = diagnosis.unseen.map(({ permission }) => permission)
  assert.ok(missing.includes('organizations:ListParents'), missing.join(', '))
  assert.equal(layerOf(diagnosis, 'scp'), 'deny')
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
  await asInstaller().send(new GetKeyPolicyCommand({ KeyId: key }))
  recordCarriedOut(remedy.id)
})

test('E4: a delegated administrator is shown the statement, its level and its repair', async () => {
  await delegate()
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, controlTower)
  const diagnosis = await askOne(world, installer, key, { actions: ['kms:PutKeyPolicy'] })
  assert.deepEqual(diagnosis.causes, ['scp/explicit-deny'])
  const finding = findingOf(diagnosis, 'scp/explicit-deny')
  assert.match(finding.says, /statement "GRKMS" of the service control policy policy \d+/)
  assert.ok(finding.evidence.some((line) => line.includes(world.unitId)))
  assert.ok(finding.evidence.some((line) => line.includes('AWSControlTowerExecution')))
  assert.deepEqual(await carryOut(diagnosis), ['change-scp'])
  const after = await askOne(world, installer, key, { actions: ['kms:PutKeyPolicy'] })
  assert.equal(after.outcome, 'allow')
  assert.equal(layerOf(after, 'scp'), 'allow')
  const { Policy } = await asInstaller().send(new GetKeyPolicyCommand({ KeyId: key }))
  await asInstaller().send(new PutKeyPolicyCommand({ KeyId: key, Policy }))
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
})

test('a level that allows nothing is told, with its policies', async () => {
  const Action = ['s3:*', 'organizations:*', 'cloudtrail:*', 'iam:*', 'sts:*']
  const noKeys = { Effect: 'Allow', Action, Resource: '*' }
  const policy = await world.attach('SERVICE_CONTROL_POLICY', world.unitId, noKeys)
  const full = { PolicyId: 'p-FullAWSAccess', TargetId: world.unitId }
  await world.organizations().call('DetachPolicy', full)
  const member = world.root(OTHER_ACCOUNT)
  const diagnosis = await askOne(world, member, key)
  assert.deepEqual(diagnosis.causes, ['scp/no-allow'])
  assert.deepEqual(await carryOut(diagnosis), ['change-scp'])
  assert.equal((await askOne(world, member, key)).outcome, 'allow')
  await world.organizations().call('AttachPolicy', full)
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: world.unitId })
})

test('E4: an SCP on kms:Delete* lets ScheduleKeyDeletion pass', async () => {
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
  assert.deepEqual(await carryOut(diagnosis), ['change-rcp'])
  await asInstaller().send(new GetKeyPolicyCommand({ KeyId: key }))
  await world.organizations().call('DetachPolicy', { PolicyId: policy, TargetId: OTHER_ACCOUNT })
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
