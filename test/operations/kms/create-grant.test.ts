import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateGroupCommand, IAMClient } from '@aws-sdk/client-iam'
import type { CreateGrantCommandInput, GrantConstraints } from '@aws-sdk/client-kms'
import { DescribeKeyCommand, DisableKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  assertRefused,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
  userArn,
} from './fixture.ts'
import { ALICE, granting } from './granting.ts'
import { newRole, roleArn } from './roles.ts'

let world: TestWorld
let key: TestKey
let alice: Credentials

const BOB = userArn('bob')

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  alice = await world.user('alice')
  await world.user('bob')
})
after(() => world.close())

const { grant, grantsOn } = granting(() => ({ world, key }))

// Validation

test('a grant has one grantee', async () => {
  await assertRefused(grant({ GranteePrincipal: undefined }), 'ValidationException', /^You must/)
  const both = { GranteeServicePrincipal: 'dynamodb.us-east-1.amazonaws.com' }
  await assertRefused(grant(both), 'ValidationException', /not both/)
  const retiring = { RetiringPrincipal: BOB, RetiringServicePrincipal: 's3.amazonaws.com.cn' }
  await assertRefused(grant(retiring), 'ValidationException', /RetiringServicePrincipal/)
})

test('a grant allows something, and not only to grant', async () => {
  await assertRefused(grant({ Operations: [] }), 'ValidationException')
  await assertRefused(
    grant({ Operations: ['CreateGrant'] }),
    'ValidationException',
    'Grants must not contain only the CreateGrant operation.',
  )
  await assertRefused(grant({ Operations: ['Sign'] }), 'ValidationException', /operation Sign/)
  const unknown = { Operations: ['GetKeyPolicy' as never] }
  await assertRefused(grant(unknown), 'ValidationException', /enum value set/)
})

test('a constraint is one of two kinds, with at most 8 pairs of bounded values', async () => {
  const refused = (Constraints: GrantConstraints, words: RegExp | string) =>
    assertRefused(grant({ Constraints }), 'ValidationException', words)
  const pair = { tenant: 'blue' }
  await refused(
    { EncryptionContextEquals: pair, EncryptionContextSubset: pair },
    'More than one constraint supplied',
  )
  const nine = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'v']))
  await refused({ EncryptionContextSubset: nine }, /at most 8/)
  await refused({ EncryptionContextEquals: { k: 'v'.repeat(385) } }, /at most 384/)
  await grant({ Constraints: { EncryptionContextEquals: { k: 'v'.repeat(384) } } })
})

test('the grantee and the retiring principal must exist and be able to ask', async () => {
  await world.client(IAMClient).send(new CreateGroupCommand({ GroupName: 'admins' }))
  const principals = [
    userArn('nobody'),
    'arn:aws:iam::999999999999:root',
    `arn:aws:iam::${ACCOUNT}:group/admins`,
    'dynamodb.amazonaws.com',
    `arn:aws:sts::${ACCOUNT}:assumed-role/Nothing/session`,
  ]
  for (const principal of principals) {
    const message = `ARN does not refer to a valid principal: ${principal}`
    await assertRefused(grant({ GranteePrincipal: principal }), 'InvalidArnException', message)
    await assertRefused(grant({ RetiringPrincipal: principal }), 'InvalidArnException', message)
  }
})

test('a service is granted to for one source, and somebody can retire it', async () => {
  const GranteeServicePrincipal = 'dynamodb.us-east-1.amazonaws.com'
  const SourceArn = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`
  const toService = { GranteePrincipal: undefined, GranteeServicePrincipal }
  await assertRefused(grant(toService), 'ValidationException', /SourceArn/)
  const complete = { ...toService, Constraints: { SourceArn }, RetiringPrincipal: BOB }
  const { GrantId } = await grant(complete)
  const made = (await grantsOn(key.keyId)).find((one) => one.GrantId === GrantId)
  assert.equal(made?.GranteeServicePrincipal, GranteeServicePrincipal)
  assert.equal(made.GranteePrincipal, undefined)
})

test('the key is named by its id or ARN, must exist, and must be enabled', async () => {
  await assertRefused(
    grant({ KeyId: 'alias/any' }),
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  )
  await assertRefused(grant({ KeyId: MISSING_KEY_ID }), 'NotFoundException')
  await assertRefused(grant({ GrantTokens: ['eA'] }), 'InvalidGrantTokenException')
  const { keyId, arn } = await newKey(world)
  await kmsAs(world).send(new DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(grant({ KeyId: keyId }), 'DisabledException', `${arn} is disabled.`)
})

// Authorization

test('it needs the permission on the key', async () => {
  const user = await world.user('user', allow(['kms:Encrypt', 'kms:ListGrants']))
  await assertRefused(
    grant({}, user),
    'AccessDeniedException',
    notAllowedByIam('user', 'kms:CreateGrant', key.arn),
  )
})

test('a policy can ask what is granted to whom, and under which constraint', async () => {
  const bounded = await world.user('bounded', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] },
        StringEquals: {
          'kms:GranteePrincipal': ALICE,
          'kms:RetiringPrincipal': BOB,
          'kms:GrantConstraintType': 'EncryptionContextSubset',
          'kms:EncryptionContext:tenant': 'blue',
        },
        Bool: { 'kms:GrantIsForAWSResource': 'false' },
      },
    },
  })
  const allowed = {
    RetiringPrincipal: BOB,
    Constraints: { EncryptionContextSubset: { tenant: 'blue' } },
  }
  await grant(allowed, bounded)
  const others: readonly Partial<CreateGrantCommandInput>[] = [
    { Operations: ['Encrypt', 'DescribeKey'] },
    { GranteePrincipal: BOB },
    { RetiringPrincipal: ALICE },
    { Constraints: { EncryptionContextEquals: { tenant: 'blue' } } },
    { Constraints: { EncryptionContextSubset: { tenant: 'red' } } },
  ]
  for (const other of others) {
    await assertRefused(grant({ ...allowed, ...other }, bounded), 'AccessDeniedException')
  }
})

test('a policy can ask which service is granted to, for what, and which retires', async () => {
  const SourceArn = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`
  const service = 'dynamodb.us-east-1.amazonaws.com'
  const bounded = await world.user('service-bounded', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:GranteeServicePrincipal': service,
          'kms:RetiringServicePrincipal': service,
        },
        ArnEquals: { 'kms:GrantConstraintSourceArn': SourceArn },
      },
    },
  })
  const allowed = {
    GranteePrincipal: undefined,
    GranteeServicePrincipal: service,
    RetiringServicePrincipal: service,
    Constraints: { SourceArn },
  }
  await grant(allowed, bounded)
  const others: readonly Partial<CreateGrantCommandInput>[] = [
    { GranteeServicePrincipal: 'rds.us-east-1.amazonaws.com' },
    { RetiringServicePrincipal: 'rds.us-east-1.amazonaws.com' },
    { Constraints: { SourceArn: `${SourceArn}-old` } },
  ]
  for (const other of others) {
    await assertRefused(grant({ ...allowed, ...other }, bounded), 'AccessDeniedException')
  }
})

test('a policy knows the grantee also by its unique id', async () => {
  const StringNotEquals = { 'kms:GranteePrincipal': roleArn('Secret') }
  const bounded = await world.user('no-secret', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: { StringNotEquals },
    },
  })
  const GranteePrincipal = await newRole(world, 'Secret')
  await assertRefused(grant({ GranteePrincipal }, bounded), 'AccessDeniedException')
  await grant({ GranteePrincipal })
})

test('who may grant by a grant passes on no more than it holds', async () => {
  const { keyId } = await newKey(world)
  const EncryptionContextSubset = { tenant: 'blue' }
  const Constraints = { EncryptionContextSubset }
  await grant({ KeyId: keyId, Operations: ['Encrypt', 'CreateGrant'], Constraints })
  const child = (input: Partial<CreateGrantCommandInput>) =>
    grant({ KeyId: keyId, GranteePrincipal: BOB, ...input }, alice)
  await child({ Constraints })
  await child({ Constraints: { EncryptionContextEquals: { Tenant: 'blue', stage: 'prod' } } })
  await child({ Constraints: { EncryptionContextSubset: { tenant: 'blue', stage: 'prod' } } })
  const excessive: readonly Partial<CreateGrantCommandInput>[] = [
    { Constraints, Operations: ['Encrypt', 'Decrypt'] },
    {},
    { Constraints: { EncryptionContextSubset: { stage: 'prod' } } },
    { Constraints: { EncryptionContextSubset: { tenant: 'BLUE' } } },
  ]
  for (const input of excessive) await assertRefused(child(input), 'AccessDeniedException')
})

// Behaviour

test('without a name every request makes a grant', async () => {
  const { keyId } = await newKey(world)
  const [one, other] = [await grant({ KeyId: keyId }), await grant({ KeyId: keyId })]
  assert.match(one.GrantId ?? '', /^[0-9a-f]{64}$/)
  assert.notEqual(one.GrantId, other.GrantId)
  assert.equal((await grantsOn(keyId)).length, 2)
})

test('with a name the same request finds its grant, and gets another token', async () => {
  const { keyId } = await newKey(world)
  const input = {
    KeyId: keyId,
    Name: 'nightly',
    Operations: ['Encrypt' as const, 'Decrypt' as const],
    Constraints: { EncryptionContextSubset: { a: '1', b: '2' } },
  }
  const first = await grant(input)
  const again = await grant({
    ...input,
    Operations: ['Decrypt', 'Encrypt'],
    Constraints: { EncryptionContextSubset: { b: '2', a: '1' } },
  })
  assert.equal(again.GrantId, first.GrantId)
  assert.notEqual(again.GrantToken, first.GrantToken)
  const others: readonly Partial<CreateGrantCommandInput>[] = [
    { Name: 'daily' },
    { Operations: ['Encrypt'] },
    { GranteePrincipal: BOB },
    { RetiringPrincipal: BOB },
    { Constraints: undefined },
    { KeyId: key.keyId },
  ]
  const ids = new Set([first.GrantId])
  for (const other of others) ids.add((await grant({ ...input, ...other })).GrantId)
  assert.equal(ids.size, others.length + 1)
})

test('a token is taken wherever tokens are, by whoever holds the grant', async () => {
  const { keyId } = await newKey(world)
  const { GrantToken = '' } = await grant({ KeyId: keyId, Operations: ['GenerateDataKey'] })
  const generate = (token: string) =>
    kmsAs(world, alice).send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', GrantTokens: [token] }),
    )
  await generate(GrantToken)
  const damaged = GrantToken.startsWith('A') ? `B${GrantToken.slice(1)}` : `A${GrantToken.slice(1)}`
  await assertRefused(generate(damaged), 'InvalidGrantTokenException')
  const bob = await world.user('bob-with-token')
  const describe = new DescribeKeyCommand({ KeyId: keyId, GrantTokens: [GrantToken] })
  await assertRefused(kmsAs(world, bob).send(describe), 'AccessDeniedException')
})

test('a dry run makes no grant', async () => {
  const { keyId } = await newKey(world)
  await assertRefused(grant({ KeyId: keyId, DryRun: true }), 'DryRunOperationException')
  assert.deepEqual(await grantsOn(keyId), [])
})

test('the event holds what was granted, and no token', async () => {
  const EncryptionContextSubset = { ContextKey1: 'Value1' }
  const { GrantId, GrantToken = '' } = await grant({
    RetiringPrincipal: BOB,
    Name: 'recorded',
    Constraints: { EncryptionContextSubset },
  })
  const event = await lastEvent(world, 'CreateGrant')
  assert.deepEqual(event.requestParameters, {
    keyId: key.keyId,
    granteePrincipal: ALICE,
    retiringPrincipal: BOB,
    operations: ['Encrypt'],
    constraints: { encryptionContextSubset: EncryptionContextSubset },
    name: 'recorded',
  })
  assert.deepEqual(event.responseElements, { grantId: GrantId, keyId: key.arn })
  assert.ok(!JSON.stringify(event).includes(GrantToken))
})
