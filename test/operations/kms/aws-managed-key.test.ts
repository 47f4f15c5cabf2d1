// The key that S3 uses when nobody names one: it is made on first use, and nobody changes it.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import { operations } from '../../../src/services/kms/operations/index.ts'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import type { Named } from '../named.ts'
import { samples } from '../samples.ts'
import type { RecordedEvent } from './fixture.ts'
import { aliasArn, kmsAs, lastEvent, newKey, refusalOf, rootArn } from './fixture.ts'

const ALIAS = 'alias/aws/s3'
const object = { Bucket: 'managed', Key: 'wages' }

let world: TestWorld
let s3: S3.S3Client
let arn: string
let use: RecordedEvent

before(async () => {
  world = await startWorld()
  s3 = world.client(S3.S3Client)
  await s3.send(new S3.CreateBucketCommand({ Bucket: object.Bucket }))
  const put = { ...object, Body: 'wages', ServerSideEncryption: 'aws:kms' } as const
  await s3.send(new S3.PutObjectCommand(put))
  const described = await kmsAs(world).send(new Kms.DescribeKeyCommand({ KeyId: ALIAS }))
  arn = described.KeyMetadata?.Arn ?? ''
  use = await lastEvent(world, 'GenerateDataKey')
})
after(() => world.close())

const commands: Readonly<Record<string, unknown>> = { ...Kms }

/** Sends the sample of an operation as the account's root user, about this key. */
function sent(name: string, more: object = {}): Promise<unknown> {
  const BYTES = Buffer.from('x')
  const named: Partial<Named> = {
    ...{ keyArn: arn, signingKeyArn: arn, macKeyArn: arn, agreementKeyArn: arn },
    ...{ encapsulationKeyArn: arn, importedKeyArn: arn, multiRegionKeyArn: arn },
    importParameters: { ImportToken: BYTES, EncryptedKeyMaterial: BYTES },
  }
  const Command = commands[`${name}Command`] as new (input: object) => never
  const input = samples['kms']?.[name]?.(named as Named) ?? {}
  return kmsAs(world).send(new Command({ ...input, ...more }))
}

const READS = [
  ...['DescribeKey', 'GetKeyLastUsage', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListAliases'],
  ...['ListGrants', 'ListKeyPolicies', 'ListKeyRotations', 'ListKeys', 'ListResourceTags'],
]

/** Each is refused by the key policy. */
const REFUSED = [
  ...['CancelKeyDeletion', 'CreateAlias', 'CreateGrant', 'DeleteImportedKeyMaterial'],
  ...['DisableKey', 'DisableKeyRotation', 'EnableKey', 'EnableKeyRotation', 'ImportKeyMaterial'],
  ...['PutKeyPolicy', 'ReplicateKey', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource'],
  ...['UntagResource', 'UpdateKeyDescription', 'UpdatePrimaryRegion'],
  ...['Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair'],
  ...['GenerateDataKeyPairWithoutPlaintext', 'GenerateMac', 'VerifyMac', 'Sign', 'Verify'],
  ...['DeriveSharedSecret', 'Encapsulate', 'Decapsulate'],
]

for (const name of REFUSED) {
  test(`${name} is refused to the root user, for the key policy does not allow it`, async () => {
    const { code, message } = await refusalOf(sent(name))
    assert.equal(code, 'AccessDeniedException')
    const action = `kms:${name}`
    assert.equal(
      message,
      `User: ${rootArn()} is not authorized to perform: ${action} on resource: ${arn} ` +
        `because no resource-based policy allows the ${action} action`,
    )
  })
}

test('whatever reads the key works', async () => {
  for (const name of READS) await sent(name)
})

test('all other operations have nothing to do with such a key', () => {
  const others = [
    ...['CreateKey', 'GenerateRandom', 'ListRetirableGrants', 'RetireGrant', 'RevokeGrant'],
    ...['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'DeleteCustomKeyStore'],
    ...['DescribeCustomKeyStores', 'DisconnectCustomKeyStore', 'UpdateCustomKeyStore'],
    // Allowed as reads are, and of no use.
    ...['GetParametersForImport', 'GetPublicKey'],
    // By ciphertexts, and by aliases: below.
    ...['Decrypt', 'ReEncrypt', 'DeleteAlias', 'UpdateAlias'],
  ]
  const known = [...READS, ...REFUSED, ...others]
  assert.deepEqual(known.toSorted(), Object.keys(operations).toSorted())
})

test('its alias is nobody’s to give', async () => {
  const { keyId: TargetKeyId } = await newKey(world)
  const denied = await refusalOf(sent('DeleteAlias', { AliasName: ALIAS }))
  assert.equal(denied.code, 'AccessDeniedException')
  const moved = await refusalOf(sent('UpdateAlias', { AliasName: ALIAS, TargetKeyId }))
  assert.equal(moved.code, 'NotAuthorizedException')
  const likeIt = { AliasName: 'alias/aws/mine', TargetKeyId }
  const made = await refusalOf(sent('CreateAlias', likeIt))
  assert.equal(made.code, 'NotAuthorizedException')
})

test('it is a key of AWS’s that S3 made itself', async () => {
  const kms = kmsAs(world)
  const { KeyMetadata } = await kms.send(new Kms.DescribeKeyCommand({ KeyId: arn }))
  assert.partialDeepStrictEqual(KeyMetadata, {
    KeyManager: 'AWS',
    KeyState: 'Enabled',
    KeySpec: 'SYMMETRIC_DEFAULT',
    Description: 'Default key that protects my S3 objects when no other key is defined',
  })
  const { Policy = '' } = await kms.send(new Kms.GetKeyPolicyCommand({ KeyId: arn }))
  const policy = JSON.parse(Policy) as { Id: string; Statement: readonly object[] }
  assert.equal(policy.Id, 'auto-s3-2')
  assert.partialDeepStrictEqual(policy.Statement[0], {
    Principal: { AWS: '*' },
    Condition: {
      StringEquals: {
        'kms:CallerAccount': '111122223333',
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
      },
    },
  })
  const { Aliases = [] } = await kms.send(new Kms.ListAliasesCommand({ KeyId: arn }))
  assert.deepEqual(
    Aliases.map(({ AliasName }) => AliasName),
    [ALIAS],
  )
})

test('S3’s use of it is recorded, with the alias as S3 names it', () => {
  assert.equal(use.requestParameters?.['keyId'], aliasArn(ALIAS))
  assert.equal(use.resources?.[0]?.ARN, arn)
  assert.equal((use.userIdentity as { invokedBy?: string }).invokedBy, 'AWS Internal')
})

test('another account can do nothing with it, not even read it', async () => {
  const foreign = kmsAs(world, world.root(OTHER_ACCOUNT))
  const { code } = await refusalOf(foreign.send(new Kms.DescribeKeyCommand({ KeyId: arn })))
  assert.equal(code, 'AccessDeniedException')
})

test('AWS rotates it every year, and what was sealed before opens still', async () => {
  const kms = kmsAs(world)
  const rotation = new Kms.GetKeyRotationStatusCommand({ KeyId: arn })
  assert.partialDeepStrictEqual(await kms.send(rotation), {
    KeyRotationEnabled: true,
    RotationPeriodInDays: 365,
  })
  await advance(world, '366d')
  const { Rotations = [] } = await kms.send(new Kms.ListKeyRotationsCommand({ KeyId: arn }))
  assert.deepEqual(
    Rotations.map(({ RotationType }) => RotationType),
    ['AUTOMATIC'],
  )
  const { Body } = await s3.send(new S3.GetObjectCommand(object))
  assert.equal(await Body?.transformToString(), 'wages')
})
