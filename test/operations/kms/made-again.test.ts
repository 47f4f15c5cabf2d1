// A key policy means who was there when it was stored: a role that is deleted and made again is
// somebody else.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DescribeKeyCommand, GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import { accountStatement, assertRefused, keyPolicy, kmsAs, newKey, statement } from './fixture.ts'
import { newRole, remakeRole, roleArn, sessionOf } from './roles.ts'

let world: TestWorld
let assumer: Credentials

before(async () => {
  world = await startWorld()
  assumer = await world.user('assumer', allow('sts:AssumeRole'))
})
after(() => world.close())

const policyFor = (AWS: string) =>
  keyPolicy(accountStatement(), statement({ AWS }, 'kms:DescribeKey'))

const describe = (KeyId: string, credentials: Credentials) =>
  kmsAs(world, credentials).send(new DescribeKeyCommand({ KeyId }))

const read = async (KeyId: string) =>
  (await kmsAs(world).send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? ''

const put = (KeyId: string, Policy: string) =>
  kmsAs(world).send(new PutKeyPolicyCommand({ KeyId, Policy }))

test('a role that is made again has lost what the key policy gave it', async () => {
  await newRole(world, 'Admin')
  const { keyId } = await newKey(world, { Policy: policyFor(roleArn('Admin')) })
  const session = await sessionOf(world, 'Admin', assumer)
  await describe(keyId, session)
  await remakeRole(world, 'Admin')
  const again = await sessionOf(world, 'Admin', assumer)
  await assertRefused(
    describe(keyId, again),
    'AccessDeniedException',
    /because no identity-based policy allows the kms:DescribeKey action$/,
  )
})

test('the key policy shows the unique id of a role that is gone', async () => {
  const id = await newRole(world, 'Reader')
  const { keyId } = await newKey(world, { Policy: policyFor(roleArn('Reader')) })
  assert.ok((await read(keyId)).includes(`"${roleArn('Reader')}"`))
  await remakeRole(world, 'Reader')
  const policy = await read(keyId)
  assert.ok(policy.includes(`"${id}"`))
  assert.ok(!policy.includes(roleArn('Reader')))
})

test('a policy that shows a unique id of nobody cannot be put back', async () => {
  await newRole(world, 'Writer')
  const { keyId } = await newKey(world, { Policy: policyFor(roleArn('Writer')) })
  const id = await remakeRole(world, 'Writer')
  const policy = await read(keyId)
  await assertRefused(
    put(keyId, policy),
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
  )
  await put(keyId, policyFor(id))
  assert.ok((await read(keyId)).includes(`"${roleArn('Writer')}"`))
  await describe(keyId, await sessionOf(world, 'Writer', assumer))
})

test('a condition on the role’s ARN holds for whoever has the ARN', async () => {
  await newRole(world, 'Byname')
  const Condition = { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/Byname` } }
  const byName = statement({ AWS: '*' }, 'kms:DescribeKey', { Condition })
  const { keyId } = await newKey(world, { Policy: keyPolicy(accountStatement(), byName) })
  await remakeRole(world, 'Byname')
  await describe(keyId, await sessionOf(world, 'Byname', assumer))
})
