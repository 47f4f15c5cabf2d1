// IAM's simulator beside the engine, and keys that are somebody else's or somewhere else.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms'
import {
  allow,
  OTHER_ACCOUNT,
  startWorld,
  type Credentials,
  type TestWorld,
} from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  createKey,
  keyPolicy,
  onlooker,
  userArn,
} from '../scenarios/locked-key.ts'
import { askOne, findingOf } from './asking.ts'

let world: TestWorld
let admin: Credentials
let key: string
before(async () => {
  world = await startWorld()
  const statements = administrator.Statement
  admin = await world.user('admin', {
    Version: '2012-10-17',
    Statement: [
      ...statements,
      {
        Effect: 'Allow',
        Action: ['iam:SimulatePrincipalPolicy', 'organizations:DescribeOrganization'],
        Resource: '*',
      },
    ],
  })
  key = await createKey(world, keyPolicy(accountStatement))
})
after(() => world.close())

test('the simulator is asked about the layers that it knows, and told as evidence', async () => {
  await world.user('nothing', onlooker)
  const asked = {
    principal: userArn('nothing'),
    actions: ['kms:Decrypt'],
    via: 'simulate' as const,
  }
  const { evidence } = findingOf(await askOne(world, admin, key, asked), 'iam/no-allow')
  const line = evidence.find((one) => one.startsWith("IAM's simulator says implicitDeny"))
  assert.match(line ?? '', /Sparekey says the same.*sees no key policy/)
})

test('an allow of the simulator does not count for the key policy', async () => {
  const shut = await createKey(world, keyPolicy({ ...accountStatement, Action: 'kms:Get*' }))
  const asked = { actions: ['kms:Encrypt'], via: 'simulate' as const }
  const diagnosis = await askOne(world, admin, shut, asked)
  assert.equal(diagnosis.outcome, 'implicitDeny')
  assert.equal(diagnosis.causes[0], 'key-policy/account-statement-narrowed')
  const { verdict, evidence } = findingOf(diagnosis, 'iam/no-allow')
  assert.equal(verdict, 'pass')
  assert.ok(evidence.some((line) => line.startsWith("IAM's simulator says allow")))
})

test('a refused simulator is unseen, and its permission is named', async () => {
  const asker = await world.user('curious', onlooker)
  const asked = { actions: ['kms:Encrypt'], via: 'simulate' as const }
  const diagnosis = await askOne(world, asker, key, asked)
  assert.ok(diagnosis.unseen.some(({ permission }) => permission === 'iam:SimulatePrincipalPolicy'))
})

test('the owner of a key of another account puts the missing half right', async () => {
  const foreign = await world.user('foreign', allow('kms:*'), OTHER_ACCOUNT)
  const encrypt = () =>
    world
      .client(KMSClient, foreign)
      .send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }))
  await assert.rejects(encrypt(), { name: 'AccessDeniedException' })
  const describing = await askOne(world, foreign, key, { actions: ['kms:DescribeKey'] })
  assert.equal(describing.causes[0], 'key-policy/foreign-account-not-named')
  const encrypting = await askOne(world, foreign, key, { actions: ['kms:Encrypt'] })
  assert.equal(findingOf(encrypting, 'key-policy/foreign-account-not-named').verdict, 'unknown')
  const reading = await askOne(world, foreign, key)
  assert.equal(reading.causes[0], 'operation/not-cross-account')
  const principal = `arn:aws:iam::${OTHER_ACCOUNT}:user/foreign`
  const asOwner = await askOne(world, admin, key, { principal, actions: ['kms:Encrypt'] })
  assert.equal(asOwner.causes[0], 'key-policy/foreign-account-not-named')
  const [remedy] = asOwner.remedies
  assert.ok(remedy)
  assert.deepEqual([remedy.id, remedy.proved], ['name-principal', false])
  await applyRemedy(remedy, admin)
  await encrypt()
})

test('the alias of another account is not looked for among one’s own', async () => {
  const alias = { AliasName: 'alias/payroll', TargetKeyId: key }
  await world.client(KMSClient).send(new CreateAliasCommand(alias))
  const kms = world.client(KMSClient, world.root(OTHER_ACCOUNT))
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  await kms.send(new CreateAliasCommand({ ...alias, TargetKeyId: KeyMetadata?.KeyId }))
  const asked = `arn:aws:kms:us-east-1:${OTHER_ACCOUNT}:alias/payroll`
  const diagnosis = await askOne(world, admin, asked)
  assert.notEqual(diagnosis.request.key, key)
  assert.equal(findingOf(diagnosis, 'evidence/incomplete').verdict, 'unknown')
})

test('an ARN of another Region, and a multi-Region id without a replica here', async () => {
  const { KeyMetadata } = await world
    .client(KMSClient, world.root(), 'eu-west-1')
    .send(new CreateKeyCommand({}))
  const there = await askOne(world, admin, KeyMetadata?.Arn ?? '')
  assert.deepEqual(there.causes, ['key/other-region'])
  const here = await askOne(world, admin, 'mrk-1234abcd12ab34cd56ef1234567890ab')
  assert.deepEqual(here.causes, ['key/not-found'])
  assert.equal(findingOf(here, 'key/other-region').verdict, 'unknown')
})

test('every layer has its say, in the order of evaluation', async () => {
  const diagnosis = await askOne(world, admin, key, { actions: ['kms:Encrypt'] })
  assert.deepEqual(
    diagnosis.layers.map(({ layer, says }) => `${layer} ${says}`),
    [
      ...['identity allow', 'boundary notApplicable', 'session notApplicable'],
      ...['scp notApplicable', 'rcp notApplicable', 'vpcEndpoint unknown', 'keyPolicy allow'],
      ...['grants notApplicable', 'trust notApplicable'],
    ],
  )
  const { origin, keyUsage, multiRegion } = diagnosis.keyFacts ?? {}
  assert.deepEqual([origin, keyUsage, multiRegion], ['AWS_KMS', 'ENCRYPT_DECRYPT', undefined])
})
