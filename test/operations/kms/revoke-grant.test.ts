import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RevokeGrantCommandInput } from '@aws-sdk/client-kms'
import {
  CreateGrantCommand,
  DisableKeyCommand,
  EncryptCommand,
  ListGrantsCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey
let alice: Credentials

const UNKNOWN_GRANT = '0'.repeat(64)

before(async () => {
  world = await startWorld()
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:RevokeGrant')
  key = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
  alice = await world.user('alice')
})
after(() => world.close())

async function grant(KeyId = key.keyId): Promise<string> {
  const input = { KeyId, GranteePrincipal: userArn('alice'), Operations: ['Encrypt' as const] }
  const { GrantId } = await kmsAs(world).send(new CreateGrantCommand(input))
  assert.ok(GrantId)
  return GrantId
}

const revoke = (
  GrantId: string,
  more: Partial<RevokeGrantCommandInput> = {},
  credentials?: Credentials,
) => kmsAs(world, credentials).send(new RevokeGrantCommand({ KeyId: key.keyId, GrantId, ...more }))

// Validation

test('the grant must exist on this very key', async () => {
  await assertRefused(revoke('nonsense'), 'InvalidGrantIdException')
  const message = `Grant ID ${UNKNOWN_GRANT} not found`
  await assertRefused(revoke(UNKNOWN_GRANT), 'NotFoundException', message)
  const other = await newKey(world)
  await assertRefused(revoke(await grant(other.keyId)), 'NotFoundException')
})

// Authorization

test('it needs the permission on the key; being the grantee is none', async () => {
  const made = await grant()
  await assertRefused(
    revoke(made, {}, alice),
    'AccessDeniedException',
    notAllowedByIam('alice', 'kms:RevokeGrant', key.arn),
  )
})

test('another account revokes when both sides allow it', async () => {
  const made = await grant()
  const forbidden = await world.user('forbidden', undefined, OTHER_ACCOUNT)
  await assertRefused(revoke(made, { KeyId: key.arn }, forbidden), 'AccessDeniedException')
  const allowed = await world.user('allowed', allow('kms:RevokeGrant'), OTHER_ACCOUNT)
  await revoke(made, { KeyId: key.arn }, allowed)
})

// Behaviour

test('a revoked grant gives nothing any more, also while the key is disabled', async () => {
  const { keyId } = await newKey(world)
  const made = await grant(keyId)
  const encrypt = () =>
    kmsAs(world, alice).send(new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') }))
  await encrypt()
  await kmsAs(world).send(new DisableKeyCommand({ KeyId: keyId }))
  await revoke(made, { KeyId: keyId })
  await assertRefused(encrypt(), 'AccessDeniedException')
  await assertRefused(revoke(made, { KeyId: keyId }), 'NotFoundException')
  const { Grants } = await kmsAs(world).send(new ListGrantsCommand({ KeyId: keyId }))
  assert.deepEqual(Grants, [])
})

test('a dry run revokes nothing', async () => {
  const made = await grant()
  await assertRefused(revoke(made, { DryRun: true }), 'DryRunOperationException')
  await revoke(made)
})

test('the event names the key and the grant', async () => {
  const made = await grant()
  await revoke(made)
  const event = await lastEvent(world, 'RevokeGrant')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, grantId: made })
  assert.deepEqual(event.responseElements, { keyId: key.arn })
})
