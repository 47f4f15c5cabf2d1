// What the state of a key allows, in the states that requests bring a key into.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  keyArn,
  keyPolicy,
  kmsAs,
  newKey,
  refusalOf,
  rootArn,
} from './fixture.ts'
import { settle } from './multi-region.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const send = (command: unknown): Promise<unknown> => kmsAs(world).send(command as never)

interface Subject {
  readonly KeyId: string
  readonly arn: string
  readonly alias: string
  readonly CiphertextBlob: Uint8Array
  readonly GrantId: string
}

const Plaintext = Buffer.from('x')
const Operations = ['Decrypt' as const]
const Tags = [{ TagKey: 'team', TagValue: 'payroll' }]
const Policy = keyPolicy(accountStatement())
const GranteePrincipal = rootArn()
let made = 0

/** A fresh key with an alias, a grant and a ciphertext. */
async function newSubject(): Promise<Subject> {
  const { keyId: KeyId, arn } = await newKey(world)
  const alias = `alias/subject-${(made += 1)}`
  await send(new Kms.CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }))
  const kms = kmsAs(world)
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  const grant = new Kms.CreateGrantCommand({ KeyId, GranteePrincipal, Operations })
  const { GrantId } = await kms.send(grant)
  assert.ok(CiphertextBlob && GrantId)
  return { KeyId, arn, alias, CiphertextBlob, GrantId }
}

const STATES = ['Enabled', 'Disabled', 'PendingDeletion'] as const

async function bringInto(
  state: (typeof STATES)[number],
  { KeyId }: Pick<Subject, 'KeyId'>,
): Promise<void> {
  if (state === 'Disabled') await send(new Kms.DisableKeyCommand({ KeyId }))
  if (state === 'PendingDeletion') await send(new Kms.ScheduleKeyDeletionCommand({ KeyId }))
}

const OK = 'ok'
const DISABLED = 'DisabledException: ARN is disabled.'
const DOOMED = 'KMSInvalidStateException: ARN is pending deletion.'
const NOT_DOOMED = 'KMSInvalidStateException: ARN is not pending deletion.'

const CRYPTOGRAPHIC = [OK, DISABLED, DOOMED] as const
const NOT_WHILE_DOOMED = [OK, OK, DOOMED] as const
const ALWAYS = [OK, OK, OK] as const

/** Of what is done with imported material alone; these keys have none. */
const NOT_IMPORTED =
  'UnsupportedOperationException: ARN origin is AWS_KMS which is not valid for this operation.'
const NEVER = [NOT_IMPORTED, NOT_IMPORTED, NOT_IMPORTED] as const

type Outcomes = readonly [enabled: string, disabled: string, pendingDeletion: string]

const table: Readonly<Record<string, readonly [(subject: Subject) => object, Outcomes]>> = {
  CancelKeyDeletion: [
    ({ KeyId }) => new Kms.CancelKeyDeletionCommand({ KeyId }),
    [NOT_DOOMED, NOT_DOOMED, OK],
  ],
  CreateAlias: [
    ({ KeyId, alias }) =>
      new Kms.CreateAliasCommand({ AliasName: `${alias}/more`, TargetKeyId: KeyId }),
    NOT_WHILE_DOOMED,
  ],
  CreateGrant: [
    ({ KeyId }) => new Kms.CreateGrantCommand({ KeyId, GranteePrincipal, Operations }),
    CRYPTOGRAPHIC,
  ],
  Decrypt: [({ CiphertextBlob }) => new Kms.DecryptCommand({ CiphertextBlob }), CRYPTOGRAPHIC],
  DeleteAlias: [({ alias }) => new Kms.DeleteAliasCommand({ AliasName: alias }), ALWAYS],
  DeleteImportedKeyMaterial: [
    ({ KeyId }) => new Kms.DeleteImportedKeyMaterialCommand({ KeyId }),
    NEVER,
  ],
  DescribeKey: [({ alias }) => new Kms.DescribeKeyCommand({ KeyId: alias }), ALWAYS],
  DisableKey: [({ KeyId }) => new Kms.DisableKeyCommand({ KeyId }), NOT_WHILE_DOOMED],
  DisableKeyRotation: [({ KeyId }) => new Kms.DisableKeyRotationCommand({ KeyId }), CRYPTOGRAPHIC],
  EnableKey: [({ KeyId }) => new Kms.EnableKeyCommand({ KeyId }), NOT_WHILE_DOOMED],
  EnableKeyRotation: [({ KeyId }) => new Kms.EnableKeyRotationCommand({ KeyId }), CRYPTOGRAPHIC],
  Encrypt: [({ alias }) => new Kms.EncryptCommand({ KeyId: alias, Plaintext }), CRYPTOGRAPHIC],
  GenerateDataKey: [
    ({ KeyId }) => new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
    CRYPTOGRAPHIC,
  ],
  GenerateDataKeyWithoutPlaintext: [
    ({ KeyId }) => new Kms.GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256' }),
    CRYPTOGRAPHIC,
  ],
  GetKeyLastUsage: [({ KeyId }) => new Kms.GetKeyLastUsageCommand({ KeyId }), ALWAYS],
  GetKeyPolicy: [({ KeyId }) => new Kms.GetKeyPolicyCommand({ KeyId }), ALWAYS],
  GetKeyRotationStatus: [({ KeyId }) => new Kms.GetKeyRotationStatusCommand({ KeyId }), ALWAYS],
  GetParametersForImport: [
    ({ KeyId }) =>
      new Kms.GetParametersForImportCommand({
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    NEVER,
  ],
  ImportKeyMaterial: [
    ({ KeyId }) =>
      new Kms.ImportKeyMaterialCommand({
        KeyId,
        ImportToken: Plaintext,
        EncryptedKeyMaterial: Plaintext,
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      }),
    NEVER,
  ],
  ListGrants: [({ KeyId }) => new Kms.ListGrantsCommand({ KeyId }), ALWAYS],
  ListKeyPolicies: [({ KeyId }) => new Kms.ListKeyPoliciesCommand({ KeyId }), ALWAYS],
  ListKeyRotations: [({ KeyId }) => new Kms.ListKeyRotationsCommand({ KeyId }), ALWAYS],
  ListResourceTags: [({ KeyId }) => new Kms.ListResourceTagsCommand({ KeyId }), ALWAYS],
  PutKeyPolicy: [({ KeyId }) => new Kms.PutKeyPolicyCommand({ KeyId, Policy }), ALWAYS],
  ReEncrypt: [
    ({ CiphertextBlob, KeyId }) =>
      new Kms.ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId }),
    CRYPTOGRAPHIC,
  ],
  RetireGrant: [({ arn, GrantId }) => new Kms.RetireGrantCommand({ KeyId: arn, GrantId }), ALWAYS],
  RevokeGrant: [({ KeyId, GrantId }) => new Kms.RevokeGrantCommand({ KeyId, GrantId }), ALWAYS],
  RotateKeyOnDemand: [({ KeyId }) => new Kms.RotateKeyOnDemandCommand({ KeyId }), CRYPTOGRAPHIC],
  ScheduleKeyDeletion: [
    ({ KeyId }) => new Kms.ScheduleKeyDeletionCommand({ KeyId }),
    NOT_WHILE_DOOMED,
  ],
  TagResource: [({ KeyId }) => new Kms.TagResourceCommand({ KeyId, Tags }), NOT_WHILE_DOOMED],
  UntagResource: [
    ({ KeyId }) => new Kms.UntagResourceCommand({ KeyId, TagKeys: ['team'] }),
    NOT_WHILE_DOOMED,
  ],
  UpdateAlias: [
    ({ KeyId, alias }) => new Kms.UpdateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }),
    NOT_WHILE_DOOMED,
  ],
  UpdateKeyDescription: [
    ({ KeyId }) => new Kms.UpdateKeyDescriptionCommand({ KeyId, Description: 'new' }),
    NOT_WHILE_DOOMED,
  ],
}

for (const [operation, [call, outcomes]] of Object.entries(table)) {
  test(`${operation} works in the states in which AWS says so`, async () => {
    for (const [index, state] of STATES.entries()) {
      const subject = await newSubject()
      await bringInto(state, subject)
      assert.equal(await outcomeOf(call(subject), subject), outcomes[index], state)
    }
  })
}

// The operations of other key specs: of a symmetric key they have no way to succeed.

type Kind = 'signing' | 'mac' | 'agreement' | 'encapsulation' | 'encryption'

const KINDS = {
  signing: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  mac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  agreement: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  encapsulation: { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  encryption: {},
} as const satisfies Readonly<Record<Kind, Kms.CreateKeyCommandInput>>

const SIGNING = { SigningAlgorithm: 'ECDSA_SHA_256', Message: Plaintext } as const
const MAC = { MacAlgorithm: 'HMAC_SHA_256', Message: Plaintext } as const
const ML_KEM = { EncapsulationAlgorithm: 'ML_KEM' } as const
const ECDH = {
  KeyAgreementAlgorithm: 'ECDH',
  PublicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'der',
    type: 'spki',
  }),
} as const
const KeyPairSpec = 'ECC_NIST_P256'

/** What is to be verified is made before the key comes into its state. */
const others: Readonly<Record<string, readonly [Kind, (KeyId: string) => Promise<object>]>> = {
  Decapsulate: [
    'encapsulation',
    async (KeyId) => {
      const { SharedSecretCiphertextBlob } = await kmsAs(world).send(
        new Kms.EncapsulateCommand({ KeyId, ...ML_KEM }),
      )
      return new Kms.DecapsulateCommand({ KeyId, ...ML_KEM, SharedSecretCiphertextBlob })
    },
  ],
  DeriveSharedSecret: [
    'agreement',
    async (KeyId) => new Kms.DeriveSharedSecretCommand({ KeyId, ...ECDH }),
  ],
  Encapsulate: ['encapsulation', async (KeyId) => new Kms.EncapsulateCommand({ KeyId, ...ML_KEM })],
  GenerateDataKeyPair: [
    'encryption',
    async (KeyId) => new Kms.GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }),
  ],
  GenerateDataKeyPairWithoutPlaintext: [
    'encryption',
    async (KeyId) => new Kms.GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }),
  ],
  GenerateMac: ['mac', async (KeyId) => new Kms.GenerateMacCommand({ KeyId, ...MAC })],
  GetPublicKey: ['signing', async (KeyId) => new Kms.GetPublicKeyCommand({ KeyId })],
  Sign: ['signing', async (KeyId) => new Kms.SignCommand({ KeyId, ...SIGNING })],
  Verify: [
    'signing',
    async (KeyId) => {
      const sign = new Kms.SignCommand({ KeyId, ...SIGNING })
      const { Signature } = await kmsAs(world).send(sign)
      return new Kms.VerifyCommand({ KeyId, ...SIGNING, Signature })
    },
  ],
  VerifyMac: [
    'mac',
    async (KeyId) => {
      const { Mac } = await kmsAs(world).send(new Kms.GenerateMacCommand({ KeyId, ...MAC }))
      return new Kms.VerifyMacCommand({ KeyId, ...MAC, Mac })
    },
  ],
}

for (const [operation, [kind, prepare]] of Object.entries(others)) {
  test(`${operation} works with enabled keys only`, async () => {
    for (const [index, state] of STATES.entries()) {
      const { keyId: KeyId, arn } = await newKey(world, KINDS[kind])
      const command = await prepare(KeyId)
      await bringInto(state, { KeyId })
      assert.equal(await outcomeOf(command, { arn }), CRYPTOGRAPHIC[index], state)
    }
  })
}

test('a source key that is disabled is not re-encrypted from either', async () => {
  const [source, destination] = [await newSubject(), await newSubject()]
  await bringInto('Disabled', source)
  const { CiphertextBlob } = source
  const input = { CiphertextBlob, DestinationKeyId: destination.KeyId }
  assert.equal(await outcomeOf(new Kms.ReEncryptCommand(input), source), DISABLED)
})

async function outcomeOf(command: object, { arn }: Pick<Subject, 'arn'>): Promise<string> {
  try {
    await send(command)
    return OK
  } catch (error) {
    const { code, message } = await refusalOf(Promise.reject(error as Error))
    return `${code}: ${message.replace(arn, 'ARN')}`
  }
}

// The states that only multi-Region keys come into.

const AWAY = 'eu-west-1'

/** A primary key, here or away, with a related key in the other Region. */
async function newRelatedSubject(madeIn: 'here' | 'away'): Promise<Subject> {
  const kms = kmsAs(world, undefined, madeIn === 'away' ? AWAY : undefined)
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ MultiRegion: true }))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  const grant = new Kms.CreateGrantCommand({ KeyId, GranteePrincipal, Operations })
  const { GrantId } = await kms.send(grant)
  assert.ok(CiphertextBlob && GrantId)
  const ReplicaRegion = madeIn === 'away' ? 'us-east-1' : AWAY
  await kms.send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion }))
  const alias = `alias/subject-${(made += 1)}`
  await send(new Kms.CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }))
  return { KeyId, arn: keyArn(KeyId), alias, CiphertextBlob, GrantId }
}

const subjectsIn = {
  PendingReplicaDeletion: async () => {
    const subject = await newRelatedSubject('here')
    await send(new Kms.ScheduleKeyDeletionCommand({ KeyId: subject.KeyId }))
    return subject
  },
  Creating: () => newRelatedSubject('away'),
  Updating: async () => {
    const subject = await newRelatedSubject('here')
    await settle(world)
    const { KeyId } = subject
    await send(new Kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: AWAY }))
    return subject
  },
}

const WAITING = 'KMSInvalidStateException: ARN is pending replica deletion.'
const CREATING = 'KMSInvalidStateException: ARN is creating.'
const UPDATING = 'KMSInvalidStateException: ARN is updating.'

/** In the order of `subjectsIn`. */
const relatedTable: Readonly<Record<string, readonly string[]>> = {
  CancelKeyDeletion: [OK, NOT_DOOMED, NOT_DOOMED],
  CreateAlias: [WAITING, OK, OK],
  CreateGrant: [WAITING, CREATING, OK],
  Decrypt: [WAITING, CREATING, OK],
  DeleteAlias: [OK, OK, OK],
  DescribeKey: [OK, OK, OK],
  DisableKey: [WAITING, CREATING, UPDATING],
  EnableKey: [WAITING, CREATING, UPDATING],
  Encrypt: [WAITING, CREATING, OK],
  GenerateDataKey: [WAITING, CREATING, OK],
  GenerateDataKeyWithoutPlaintext: [WAITING, CREATING, OK],
  GetKeyPolicy: [OK, OK, OK],
  ListGrants: [OK, OK, OK],
  ListKeyPolicies: [OK, OK, OK],
  ListResourceTags: [OK, OK, OK],
  PutKeyPolicy: [OK, OK, OK],
  ReEncrypt: [WAITING, CREATING, OK],
  ScheduleKeyDeletion: [WAITING, OK, UPDATING],
  TagResource: [WAITING, OK, OK],
  UntagResource: [WAITING, OK, OK],
  UpdateAlias: [WAITING, OK, OK],
  UpdateKeyDescription: [WAITING, OK, OK],
}

for (const [operation, outcomes] of Object.entries(relatedTable)) {
  test(`${operation} works in the states of multi-Region keys in which AWS says so`, async () => {
    const [call] = table[operation] ?? assert.fail()
    for (const [index, [state, newSubjectIn]] of Object.entries(subjectsIn).entries()) {
      const subject = await newSubjectIn()
      assert.equal(await outcomeOf(call(subject), subject), outcomes[index], state)
    }
  })
}

test('a primary key is replicated while it is enabled and has no other role to take', async () => {
  const call = ({ KeyId }: Subject) =>
    new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'ap-south-1' })
  const outcomes = { PendingReplicaDeletion: WAITING, Creating: CREATING, Updating: UPDATING }
  for (const [state, expected] of Object.entries(outcomes)) {
    const subject = await subjectsIn[state as keyof typeof outcomes]()
    assert.equal(await outcomeOf(call(subject), subject), expected)
  }
  const disabled = await newRelatedSubject('here')
  await bringInto('Disabled', disabled)
  assert.equal(await outcomeOf(call(disabled), disabled), DISABLED)
})

test('a primary key that waits for its replicas gives its role to none', async () => {
  const subject = await subjectsIn.PendingReplicaDeletion()
  const input = { KeyId: subject.KeyId, PrimaryRegion: AWAY }
  assert.equal(await outcomeOf(new Kms.UpdatePrimaryRegionCommand(input), subject), WAITING)
})
