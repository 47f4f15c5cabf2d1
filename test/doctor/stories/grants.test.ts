// A grant is there, and does not help: another encryption context, another operation, a grantee
// that was deleted and made again.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  type CreateGrantCommandInput,
} from '@aws-sdk/client-kms'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { askOne, findingOf, layerOf } from './asking.ts'

let world: TestWorld
/** Of the one who administers the key and sees all of it. */
let admin: Credentials
let boss: Credentials
let key: string
let granted = 0
before(async () => {
  world = await startWorld()
  boss = await world.user('boss', allow('sts:AssumeRole'))
  await createRole(world, 'Administrator', { AWS: userArn('boss') }, onlooker)
  admin = await assumeRole(world, boss, 'Administrator')
  const all = { ...administratorStatement('Administrator'), Action: 'kms:*' }
  key = await createKey(world, keyPolicy(all))
})
after(() => world.close())

async function grant(input: Partial<CreateGrantCommandInput>): Promise<void> {
  granted += 1
  const command = {
    KeyId: key,
    GranteePrincipal: '',
    Operations: [],
    Name: `g${granted}`,
    ...input,
  }
  await world.client(KMSClient, admin).send(new CreateGrantCommand(command))
}

const encrypt = (EncryptionContext?: Record<string, string>) =>
  new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x'), EncryptionContext })

test('a grant is for another encryption context', async () => {
  const asker = await world.user('context', onlooker)
  const pair = { department: 'payroll' }
  await grant({
    GranteePrincipal: userArn('context'),
    Operations: ['Encrypt'],
    Constraints: { EncryptionContextSubset: pair },
  })
  await assert.rejects(world.client(KMSClient, asker).send(encrypt()))
  const asked = { actions: ['kms:Encrypt'], principal: userArn('context') }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.equal(diagnosis.causes[0], 'grant/constraint-not-met')
  assert.match(findingOf(diagnosis, 'grant/constraint-not-met').says, /department/)
  assert.equal(layerOf(diagnosis, 'grants'), 'silent')
  const context = { 'kms:EncryptionContext:department': 'payroll' }
  const right = await askOne(world, admin, key, { ...asked, context })
  assert.deepEqual([right.outcome, layerOf(right, 'grants')], ['allow', 'allow'])
  await world.client(KMSClient, asker).send(encrypt(pair))
})

test('a grant covers other operations, and none can carry the key policy', async () => {
  await world.user('operation', onlooker)
  await grant({ GranteePrincipal: userArn('operation'), Operations: ['Decrypt'] })
  const asked = { actions: ['kms:Encrypt'], principal: userArn('operation') }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.equal(diagnosis.causes[0], 'grant/operation-not-covered')
  const reading = await askOne(world, admin, key, { ...asked, actions: ['kms:GetKeyPolicy'] })
  assert.ok(!reading.causes.some((id) => id.startsWith('grant/')))
  assert.equal(layerOf(reading, 'grants'), 'notApplicable')
  assert.ok(reading.remedies.every(({ id }) => id !== 'renew-grant'))
})

test('the role was made again under its name, and the grant means the old one', async () => {
  await createRole(world, 'Function', { AWS: userArn('boss') }, onlooker)
  await grant({ GranteePrincipal: roleArn('Function'), Operations: ['Encrypt', 'Decrypt'] })
  const { CiphertextBlob } = await world
    .client(KMSClient, await assumeRole(world, boss, 'Function'))
    .send(encrypt())
  const iam = world.client(IAMClient)
  const RoleName = 'Function'
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await createRole(world, RoleName, { AWS: userArn('boss') }, onlooker)
  const again = await assumeRole(world, boss, RoleName)
  const decrypt = () => world.client(KMSClient, again).send(new DecryptCommand({ CiphertextBlob }))
  await assert.rejects(decrypt(), /no resource-based policy allows the kms:Decrypt action/)
  const asked = { actions: ['kms:Decrypt'], principal: roleArn(RoleName) }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.equal(diagnosis.causes[0], 'grant/grantee-deleted')
  assert.match(findingOf(diagnosis, 'grant/grantee-deleted').says, /AROA/)
  const remedy = diagnosis.remedies.find(({ id }) => id === 'renew-grant')
  assert.ok(remedy?.proved)
  assert.equal(remedy.by[0], roleArn('Administrator'))
  await applyRemedy(remedy, admin)
  await decrypt()
  assert.equal((await askOne(world, admin, key, asked)).outcome, 'allow')
})

test('grants that cannot be listed are unseen, and the permission is named', async () => {
  const asker = await world.user('blind', onlooker)
  const diagnosis = await askOne(world, asker, key, { actions: ['kms:Decrypt'] })
  assert.ok(diagnosis.unseen.some(({ permission }) => permission === 'kms:ListGrants'))
  assert.equal(layerOf(diagnosis, 'grants'), 'unknown')
})
