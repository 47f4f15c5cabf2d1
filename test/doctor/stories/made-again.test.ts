// A role was deleted and made again under its name: the key policy means the old one. Where IAM
// tells nothing, events tell whose unique id the name had.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  administrator,
  accountStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  putKeyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { askOne } from './asking.ts'

let world: TestWorld
let admin: Credentials
let becomes: Credentials
before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
  becomes = await world.user('becomes', allow('sts:AssumeRole'))
})
after(() => world.close())

const forRole = (role: string) => ({
  Sid: 'Use',
  Effect: 'Allow',
  Principal: { AWS: roleArn(role) },
  Action: ['kms:Encrypt', 'kms:Decrypt'],
  Resource: '*',
})

async function makeAgain(RoleName: string, policy: object): Promise<void> {
  const iam = world.client(IAMClient)
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  await createRole(world, RoleName, { AWS: userArn('becomes') }, policy)
}

test('the function’s role was made again, and the key policy holds the old unique id', async () => {
  await createRole(world, 'Function', { AWS: userArn('becomes') }, onlooker)
  const key = await createKey(world, keyPolicy(accountStatement, forRole('Function')))
  const { CiphertextBlob } = await world
    .client(KMSClient, await assumeRole(world, becomes, 'Function'))
    .send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }))
  await makeAgain('Function', onlooker)
  const again = await assumeRole(world, becomes, 'Function')
  const decrypt = () => world.client(KMSClient, again).send(new DecryptCommand({ CiphertextBlob }))
  await assert.rejects(decrypt(), { name: 'AccessDeniedException' })
  const asked = { actions: ['kms:Decrypt'], principal: roleArn('Function') }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.ok(
    diagnosis.principals?.some(({ name, fate }) => name.startsWith('AROA') && fate === 'gone'),
  )
  assert.equal(diagnosis.causes[0], 'key-policy/principal-deleted')
  const [remedy] = diagnosis.remedies
  assert.ok(remedy?.proved)
  await applyRemedy(remedy, admin, remedy.by[0] === userArn('admin') ? admin : world.root())
  await decrypt()
})

test('where IAM tells nothing, the unique id in events tells the same role', async () => {
  const puts = allow(['kms:*', 'cloudtrail:LookupEvents'])
  await createRole(world, 'Keeper', { AWS: userArn('becomes') }, puts)
  const key = await createKey(world, keyPolicy(accountStatement))
  const keeper = await assumeRole(world, becomes, 'Keeper')
  const own = { ...forRole('Keeper'), Action: ['kms:PutKeyPolicy', 'kms:DescribeKey'] }
  await putKeyPolicy(world, key, keyPolicy(own), keeper)
  const same = await askOne(world, keeper, key, { actions: ['kms:PutKeyPolicy'] })
  const fateOf = (diagnosis: typeof same) =>
    diagnosis.principals?.find(({ name }) => name === roleArn('Keeper'))?.fate
  assert.deepEqual([same.keyPolicy.source, fateOf(same)], ['rebuilt', 'exists'])
  await makeAgain('Keeper', puts)
  const again = await askOne(world, await assumeRole(world, becomes, 'Keeper'), key, {
    actions: ['kms:PutKeyPolicy'],
  })
  assert.equal(fateOf(again), 'recreated')
  assert.equal(again.causes[0], 'key-policy/principal-deleted')
})

test('with neither a creation time nor an id, nothing counts as proved', async () => {
  const blind = await world.user('blind', allow(['kms:*', 'cloudtrail:LookupEvents']))
  await createRole(world, 'Administrator', { AWS: userArn('blind') }, onlooker)
  const key = await createKey(world, keyPolicy(accountStatement))
  const named = { ...forRole('Administrator'), Action: 'kms:*' }
  await putKeyPolicy(world, key, keyPolicy(named))
  const diagnosis = await askOne(world, blind, key)
  assert.equal(diagnosis.principals?.[0]?.fate, 'unknown')
  assert.ok(diagnosis.remedies.every(({ proved }) => !proved))
})
