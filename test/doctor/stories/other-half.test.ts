// One half is missing, or both: IAM's and the key policy's; the alias and the key.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateAliasCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  ACCOUNT,
  allow,
  startWorld,
  type Credentials,
  type TestWorld,
} from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { askOne, findingOf } from './asking.ts'

let world: TestWorld
let admin: Credentials
before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
})
after(() => world.close())

async function ciphertextOf(key: string): Promise<Uint8Array> {
  const plain = { KeyId: key, Plaintext: Buffer.from('variables') }
  const { CiphertextBlob } = await world.client(KMSClient).send(new EncryptCommand(plain))
  assert.ok(CiphertextBlob)
  return CiphertextBlob
}

test('no identity-based policy allows kms:Decrypt: the role gets that, and no more', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  await createRole(world, 'Function', { AWS: userArn('admin') }, onlooker)
  const session = await assumeRole(world, world.root(), 'Function').catch(() => undefined)
  assert.equal(session, undefined, 'the root user assumes no roles')
  const becomes = await world.user('becomes', allow('sts:AssumeRole'))
  await createRole(world, 'Worker', { AWS: userArn('becomes') }, onlooker)
  const worker = await assumeRole(world, becomes, 'Worker')
  const CiphertextBlob = await ciphertextOf(key)
  const decrypt = () => world.client(KMSClient, worker).send(new DecryptCommand({ CiphertextBlob }))
  await assert.rejects(decrypt(), /no identity-based policy allows the kms:Decrypt action/)
  const diagnosis = await askOne(world, worker, key, { actions: ['kms:Decrypt'] })
  assert.deepEqual(diagnosis.causes, ['iam/no-allow'])
  const [remedy] = diagnosis.remedies
  assert.ok(remedy?.proved)
  assert.deepEqual(remedy.gains, ['role/Worker kms:Decrypt'])
  await applyRemedy(remedy, worker, world.root())
  await decrypt()
  const changing = await askOne(world, worker, key, { actions: ['kms:PutKeyPolicy'] })
  assert.equal(changing.outcome, 'implicitDeny', 'the workload administers nothing')
})

test('no resource-based policy allows it, and the IAM side is missing as well', async () => {
  const narrow = { ...accountStatement, Action: ['kms:Describe*', 'kms:*KeyPolicy', 'kms:Encrypt'] }
  const key = await createKey(world, keyPolicy(narrow))
  const becomes = await world.user('becomes-both', allow('sts:AssumeRole'))
  await createRole(world, 'Both', { AWS: userArn('becomes-both') }, onlooker)
  const both = await assumeRole(world, becomes, 'Both')
  const CiphertextBlob = await ciphertextOf(key)
  const decrypt = () => world.client(KMSClient, both).send(new DecryptCommand({ CiphertextBlob }))
  await assert.rejects(decrypt(), /no resource-based policy allows the kms:Decrypt action/)
  const asked = { actions: ['kms:Decrypt'], principal: roleArn('Both') }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.deepEqual(diagnosis.causes, ['key-policy/account-statement-narrowed', 'iam/no-allow'])
  const [ofKey, ofIam] = diagnosis.remedies
  assert.ok(ofKey?.proved && ofIam?.proved)
  await applyRemedy(ofKey, admin)
  await assert.rejects(decrypt(), /no identity-based policy allows the kms:Decrypt action/)
  await applyRemedy(ofIam, admin, world.root())
  await decrypt()
})

test('without delegation a workload is named for its action alone', async () => {
  await createRole(world, 'Administrator', { AWS: userArn('admin') }, onlooker)
  const key = await createKey(
    world,
    keyPolicy({ ...administratorStatement('Administrator'), Action: 'kms:*' }),
  )
  const asker = await world.user('workload', onlooker)
  const asked = {
    actions: ['kms:Encrypt'],
    principal: userArn('workload'),
  }
  const administratorSession = await assumeRole(world, admin, 'Administrator')
  const diagnosis = await askOne(world, administratorSession, key, asked)
  assert.deepEqual(diagnosis.causes, ['key-policy/principal-not-named'])
  const [remedy] = diagnosis.remedies
  assert.ok(remedy)
  assert.deepEqual([remedy.id, remedy.by[0]], ['name-principal', roleArn('Administrator')])
  await applyRemedy(remedy, administratorSession)
  const encrypt = new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') })
  await world.client(KMSClient, asker).send(encrypt)
  const after = await askOne(world, asker, key, { actions: ['kms:GetKeyPolicy'] })
  assert.equal(after.outcome, 'implicitDeny')
})

test('an alias needs its permission on the alias and on the key', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  const looks = onlooker as { readonly Statement: readonly object[] }
  const onKey = {
    Effect: 'Allow',
    Action: ['kms:CreateAlias', 'kms:GetKeyPolicy', 'kms:DescribeKey'],
    Resource: key,
  }
  const asker = await world.user('aliases', {
    Version: '2012-10-17',
    Statement: [...looks.Statement, onKey],
  })
  const create = () =>
    world
      .client(KMSClient, asker)
      .send(new CreateAliasCommand({ AliasName: 'alias/payroll', TargetKeyId: key }))
  await assert.rejects(create(), { name: 'AccessDeniedException' })
  const diagnosis = await askOne(world, asker, key, { actions: ['kms:CreateAlias'] })
  assert.deepEqual(diagnosis.causes, ['alias/other-half-missing'])
  const { says } = findingOf(diagnosis, 'alias/other-half-missing')
  assert.match(says, /lacks it on `arn:aws:kms:us-east-1:\d+:alias\/\*`/)
  const [remedy] = diagnosis.remedies
  assert.ok(remedy?.proved)
  await applyRemedy(remedy, asker, world.root())
  await create()
  assert.equal((await askOne(world, asker, key, { actions: ['kms:CreateAlias'] })).outcome, 'allow')
})

test('an alias may be there for the taking, and the key is not', async () => {
  const key = await createKey(world, keyPolicy(administratorStatement('Administrator')))
  const administratorSession = await assumeRole(world, admin, 'Administrator')
  await world.user('alias-only', allow('kms:CreateAlias', `arn:aws:kms:*:${ACCOUNT}:alias/*`))
  const diagnosis = await askOne(world, administratorSession, key, {
    actions: ['kms:CreateAlias'],
    principal: userArn('alias-only'),
  })
  assert.ok(diagnosis.causes.includes('alias/other-half-missing'))
  assert.match(findingOf(diagnosis, 'alias/other-half-missing').says, new RegExp(`on \`${key}\``))
})
