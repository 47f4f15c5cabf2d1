// What a grant allows, and whom.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, newKey, rootArn, userArn } from './fixture.ts'
import { granting } from './granting.ts'
import { newRole, remakeRole, roleArn, sessionOf } from './roles.ts'

let world: TestWorld
let key: TestKey
let alice: Credentials

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  alice = await world.user('alice')
  await world.user('bob')
})
after(() => world.close())

const { grant, grantsOn } = granting(() => ({ world, key }))

const encrypt = (KeyId: string, credentials: Credentials, context?: Record<string, string>) =>
  kmsAs(world, credentials).send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from('x'), EncryptionContext: context }),
  )

test('the grantee may what the grant says and nothing else, without any policy', async () => {
  const { keyId } = await newKey(world)
  const kms = kmsAs(world, alice)
  await assertRefused(encrypt(keyId, alice), 'AccessDeniedException')
  await grant({ KeyId: keyId, Operations: ['Encrypt', 'DescribeKey'] })
  const { CiphertextBlob } = await encrypt(keyId, alice)
  await kms.send(new DescribeKeyCommand({ KeyId: keyId }))
  await assertRefused(kms.send(new DecryptCommand({ CiphertextBlob })), 'AccessDeniedException')
  const read = kms.send(new GetKeyPolicyCommand({ KeyId: keyId }))
  await assertRefused(read, 'AccessDeniedException')
})

test('an explicit deny wins over a grant', async () => {
  const denied = await world.user('denied', {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' },
  })
  await grant({ GranteePrincipal: userArn('denied') })
  await assertRefused(encrypt(key.keyId, denied), 'AccessDeniedException', /explicit deny/)
})

test('a constraint holds the encryption context: keys without case, values with', async () => {
  const subset = await newKey(world)
  const equals = await newKey(world)
  const pair = { Tenant: 'blue' }
  await grant({ KeyId: subset.keyId, Constraints: { EncryptionContextSubset: pair } })
  await grant({ KeyId: equals.keyId, Constraints: { EncryptionContextEquals: pair } })
  const denied = (keyId: string, context?: Record<string, string>) =>
    assertRefused(encrypt(keyId, alice, context), 'AccessDeniedException')
  for (const { keyId } of [subset, equals]) {
    await encrypt(keyId, alice, { tenant: 'blue' })
    await denied(keyId, { tenant: 'Blue' })
    await denied(keyId)
  }
  await encrypt(subset.keyId, alice, { TENANT: 'blue', stage: 'prod' })
  await denied(equals.keyId, { tenant: 'blue', stage: 'prod' })
  await denied(equals.keyId, { tenant: 'blue', TENANT: 'red' })
})

test('a constraint has no say in describing the key', async () => {
  const { keyId } = await newKey(world)
  const Constraints = { EncryptionContextEquals: { tenant: 'blue' } }
  await grant({ KeyId: keyId, Operations: ['DescribeKey'], Constraints })
  await kmsAs(world, alice).send(new DescribeKeyCommand({ KeyId: keyId }))
})

test('a grant to a foreign user suffices; one to its account needs that one’s IAM', async () => {
  const { keyId, arn } = await newKey(world)
  const user = await world.user('partner', undefined, OTHER_ACCOUNT)
  const GranteePrincipal = userArn('partner', OTHER_ACCOUNT)
  await assertRefused(encrypt(arn, user), 'AccessDeniedException')
  const { GrantId } = await grant({ KeyId: keyId, GranteePrincipal })
  await encrypt(arn, user)
  await kmsAs(world).send(new RevokeGrantCommand({ KeyId: keyId, GrantId }))
  await assertRefused(encrypt(arn, user), 'AccessDeniedException')

  await grant({ KeyId: keyId, GranteePrincipal: rootArn(OTHER_ACCOUNT) })
  await assertRefused(
    encrypt(arn, user),
    'AccessDeniedException',
    /because no identity-based policy allows the kms:Encrypt action$/,
  )
  await encrypt(arn, await world.user('allowed', allow('kms:Encrypt'), OTHER_ACCOUNT))
  await encrypt(arn, world.root(OTHER_ACCOUNT))
})

test('a grant to a role is for its every session, one to a session for that only', async () => {
  const { keyId } = await newKey(world)
  await newRole(world, 'Worker')
  const assumer = await world.user('assumer', allow('sts:AssumeRole'))
  const day = await sessionOf(world, 'Worker', assumer, 'day')
  const night = await sessionOf(world, 'Worker', assumer, 'night')
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/day`
  await grant({ KeyId: keyId, GranteePrincipal: session })
  await encrypt(keyId, day)
  await assertRefused(encrypt(keyId, night), 'AccessDeniedException')
  await grant({ KeyId: keyId, GranteePrincipal: roleArn('Worker') })
  await encrypt(keyId, night)
})

test('a grantee that is deleted and made again has no grant', async () => {
  const { keyId } = await newKey(world)
  const id = await newRole(world, 'Reborn')
  const assumer = await world.user('reborn-assumer', allow('sts:AssumeRole'))
  await grant({ KeyId: keyId, GranteePrincipal: roleArn('Reborn') })
  await encrypt(keyId, await sessionOf(world, 'Reborn', assumer))
  await remakeRole(world, 'Reborn')
  const reborn = await sessionOf(world, 'Reborn', assumer)
  await assertRefused(encrypt(keyId, reborn), 'AccessDeniedException')
  const [shown] = await grantsOn(keyId)
  assert.equal(shown?.GranteePrincipal, id)
})

// Behaviour: ids, names, tokens
