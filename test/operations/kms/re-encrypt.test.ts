import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ReEncryptCommandInput } from '@aws-sdk/client-kms'
import { DecryptCommand, EncryptCommand, ReEncryptCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
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
let source: TestKey
let destination: TestKey
let blob: Uint8Array

const SourceEncryptionContext = { tenant: 'blue' }
const Plaintext = Buffer.from('a secret on the move')

before(async () => {
  world = await startWorld()
  source = await newKey(world)
  destination = await newKey(world)
  const input = { KeyId: source.keyId, Plaintext, EncryptionContext: SourceEncryptionContext }
  const { CiphertextBlob } = await kmsAs(world).send(new EncryptCommand(input))
  assert.ok(CiphertextBlob)
  blob = CiphertextBlob
})
after(() => world.close())

const reEncrypt = (input: Partial<ReEncryptCommandInput> = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(
    new ReEncryptCommand({
      CiphertextBlob: blob,
      SourceEncryptionContext,
      DestinationKeyId: destination.keyId,
      ...input,
    }),
  )

// Validation

test('there must be a ciphertext, and it must be one', async () => {
  await assertRefused(
    reEncrypt({ CiphertextBlob: undefined }),
    'ValidationException',
    "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: " +
      'Member must not be null',
  )
  const CiphertextBlob = Buffer.from('nonsense')
  await assertRefused(reEncrypt({ CiphertextBlob }), 'InvalidCiphertextException')
})

test('a source key that is named must be the key of the ciphertext', async () => {
  await assertRefused(
    reEncrypt({ SourceKeyId: destination.keyId }),
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
  await reEncrypt({ SourceKeyId: source.keyId })
})

test('a wrong encryption context opens nothing', async () => {
  const wrong = { SourceEncryptionContext: { tenant: 'red' } }
  await assertRefused(reEncrypt(wrong), 'InvalidCiphertextException')
})

test('both algorithms must be those of the keys', async () => {
  for (const member of ['SourceEncryptionAlgorithm', 'DestinationEncryptionAlgorithm'] as const) {
    const input = { [member]: 'RSAES_OAEP_SHA_256' as const }
    await assertRefused(reEncrypt(input), 'InvalidKeyUsageException')
  }
})

// Authorization

test('it needs ReEncryptFrom on the one key and ReEncryptTo on the other', async () => {
  const from = await world.user('from', allow('kms:ReEncryptFrom', source.arn))
  await assertRefused(
    reEncrypt({}, from),
    'AccessDeniedException',
    notAllowedByIam('from', 'kms:ReEncryptTo', destination.arn),
  )
  const to = await world.user('to', allow('kms:ReEncryptTo', destination.arn))
  await assertRefused(
    reEncrypt({}, to),
    'AccessDeniedException',
    `User: ${userArn('to')} is not authorized to perform: kms:ReEncryptFrom on the resource ` +
      'associated with this ciphertext because no identity-based policy allows the ' +
      'kms:ReEncryptFrom action',
  )
  await reEncrypt({}, await world.user('both', allow('kms:ReEncrypt*')))
})

test('each question sees its own context, and whether the keys are the same', async () => {
  const one = (Action: string, StringEquals: object, same: string) => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    Condition: { StringEquals, Bool: { 'kms:ReEncryptOnSameKey': same } },
  })
  const tenant = 'kms:EncryptionContext:tenant'
  const bounded = await world.user('bounded', {
    Version: '2012-10-17',
    Statement: [
      one('kms:ReEncryptFrom', { [tenant]: 'blue' }, 'false'),
      one('kms:ReEncryptTo', { [tenant]: 'green' }, 'false'),
    ],
  })
  const green = { DestinationEncryptionContext: { tenant: 'green' } }
  await reEncrypt(green, bounded)
  await assertRefused(reEncrypt({}, bounded), 'AccessDeniedException', /ReEncryptTo/)
  const same = { ...green, DestinationKeyId: source.arn }
  await assertRefused(reEncrypt(same, bounded), 'AccessDeniedException', /ReEncryptFrom/)
})

test('a ciphertext moves into another account’s key, and both accounts see it', async () => {
  const partner = statement({ AWS: rootArn() }, 'kms:ReEncryptTo')
  const Policy = keyPolicy(accountStatement(OTHER_ACCOUNT), partner)
  const theirs = await newKey(world, { Policy }, OTHER_ACCOUNT)
  const { KeyId } = await reEncrypt({ DestinationKeyId: theirs.arn })
  assert.equal(KeyId, theirs.arn)
  const [ours, other] = [
    await lastEvent(world, 'ReEncrypt'),
    await lastEvent(world, 'ReEncrypt', OTHER_ACCOUNT),
  ]
  assert.ok(ours.sharedEventID)
  assert.equal(ours.sharedEventID, other.sharedEventID)
})

// Behaviour

test('the new ciphertext opens under the new key with the new context', async () => {
  const EncryptionContext = { tenant: 'green' }
  const answer = await reEncrypt({ DestinationEncryptionContext: EncryptionContext })
  assert.equal(answer.SourceKeyId, source.arn)
  assert.equal(answer.KeyId, destination.arn)
  const { CiphertextBlob } = answer
  const decrypt = new DecryptCommand({ CiphertextBlob, EncryptionContext })
  const opened = await kmsAs(world).send(decrypt)
  assert.equal(opened.KeyId, destination.arn)
  assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
})

test('a dry run moves nothing, and can ask without a ciphertext', async () => {
  await assertRefused(reEncrypt({ DryRun: true }), 'DryRunOperationException')
  const without = {
    CiphertextBlob: undefined,
    DryRun: true,
    DryRunModifiers: ['IGNORE_CIPHERTEXT' as const],
  }
  await assertRefused(reEncrypt(without), 'ValidationException', /Value null at 'sourceKeyId'/)
  const asked = { ...without, SourceKeyId: source.keyId }
  await assertRefused(reEncrypt(asked), 'DryRunOperationException')
})

test('the event names both keys, the contexts and the algorithms', async () => {
  const answer = await reEncrypt({ DestinationEncryptionContext: { Level: '3A' } })
  const event = await lastEvent(world, 'ReEncrypt')
  assert.deepEqual(event.requestParameters, {
    sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    sourceEncryptionContext: SourceEncryptionContext,
    destinationKeyId: destination.keyId,
    destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    destinationEncryptionContext: { Level: '3A' },
  })
  assert.equal(event.responseElements, null)
  assert.deepEqual(event.resources, [
    { accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: source.arn },
    { accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: destination.arn },
  ])
  assert.deepEqual(event.additionalEventData, {
    sourceKeyMaterialId: answer.SourceKeyMaterialId,
    destinationKeyMaterialId: answer.DestinationKeyMaterialId,
  })
})
