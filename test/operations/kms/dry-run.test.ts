// DryRun, on each operation that has it: the checks are those of the real request, and nothing
// happens.

import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { KMSClient, KeySpec, KeyUsageType } from '@aws-sdk/client-kms'
import * as Kms from '@aws-sdk/client-kms'
import { model } from '../../../src/services/kms/model.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, lastEvent, newKey, refusalOf, userArn } from './fixture.ts'

let world: TestWorld
let kms: KMSClient
let nobody: Credentials
const keys = new Map<string, Promise<TestKey>>()
const inputs = new Map<string, object>()

const keyOf = (KeySpec: KeySpec, KeyUsage: KeyUsageType): Promise<TestKey> => {
  const name = `${KeySpec} ${KeyUsage}`
  const made = keys.get(name) ?? newKey(world, { KeySpec, KeyUsage })
  keys.set(name, made)
  return made
}

before(async () => {
  world = await startWorld()
  kms = kmsAs(world)
  nobody = await world.user('nobody')
  await world.user('grantee', allow('kms:ListKeys'))
  for (const [name, input] of Object.entries(await requests())) inputs.set(name, input)
})
after(() => world.close())

/** For each operation a request that succeeds. */
async function requests(): Promise<Readonly<Record<string, object>>> {
  const Message = Buffer.from('message')
  const symmetric = (await keyOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')).arn
  const mac = (await keyOf('HMAC_256', 'GENERATE_VERIFY_MAC')).arn
  const signing = (await keyOf('ECC_NIST_P256', 'SIGN_VERIFY')).arn
  const agreeing = (await keyOf('ECC_NIST_P256', 'KEY_AGREEMENT')).arn
  const kem = (await keyOf('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE')).arn
  const encrypt = { KeyId: symmetric, Plaintext: Message }
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand(encrypt))
  const sign = { KeyId: signing, SigningAlgorithm: 'ECDSA_SHA_256', Message } as const
  const { Signature } = await kms.send(new Kms.SignCommand(sign))
  const hmac = { KeyId: mac, MacAlgorithm: 'HMAC_SHA_256', Message } as const
  const { Mac } = await kms.send(new Kms.GenerateMacCommand(hmac))
  const encapsulate = { KeyId: kem, EncapsulationAlgorithm: 'ML_KEM' } as const
  const made = await kms.send(new Kms.EncapsulateCommand(encapsulate))
  const { SharedSecretCiphertextBlob } = made
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const PublicKey = publicKey.export({ type: 'spki', format: 'der' })
  const grant = {
    KeyId: symmetric,
    GranteePrincipal: userArn('grantee'),
    Operations: ['Decrypt' as const],
  }
  const { GrantId } = await kms.send(new Kms.CreateGrantCommand(grant))
  const pair = { KeyId: symmetric, KeyPairSpec: 'ECC_NIST_P256' }
  const dataKey = { KeyId: symmetric, NumberOfBytes: 32 }
  return {
    CreateGrant: grant,
    Decapsulate: { ...encapsulate, SharedSecretCiphertextBlob },
    Decrypt: { CiphertextBlob },
    DeriveSharedSecret: { KeyId: agreeing, KeyAgreementAlgorithm: 'ECDH', PublicKey },
    Encapsulate: encapsulate,
    Encrypt: encrypt,
    GenerateDataKey: dataKey,
    GenerateDataKeyPair: pair,
    GenerateDataKeyPairWithoutPlaintext: pair,
    GenerateDataKeyWithoutPlaintext: dataKey,
    GenerateMac: hmac,
    ReEncrypt: { CiphertextBlob, DestinationKeyId: symmetric },
    RetireGrant: { KeyId: symmetric, GrantId },
    RevokeGrant: { KeyId: symmetric, GrantId },
    Sign: sign,
    Verify: { ...sign, Signature },
    VerifyMac: { ...hmac, Mac },
  }
}

type Command = new (input: object) => Kms.EncryptCommand
const commands = Kms as unknown as Readonly<Record<string, Command>>

function send(operation: string, more: object, as?: Credentials): Promise<unknown> {
  const Command = commands[`${operation}Command`]
  const input = inputs.get(operation)
  assert.ok(Command && input)
  return kmsAs(world, as).send(new Command({ ...input, ...more }))
}

const membersOf = (operation: string): readonly string[] => {
  const shape = model.shapes[model.operations[operation]?.input ?? '']
  return shape?.type === 'structure' ? Object.keys(shape.members) : []
}
const operations = Object.keys(model.operations).filter((name) =>
  membersOf(name).includes('DryRun'),
)

const grantsNow = async () => {
  const { arn: KeyId } = await keyOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')
  return (await kms.send(new Kms.ListGrantsCommand({ KeyId }))).Grants
}

test('every operation with a DryRun has a request here', () => {
  assert.deepEqual([...inputs.keys()].toSorted(), operations.toSorted())
})

for (const operation of operations) {
  test(`${operation}: a dry run is an exception, changes nothing and is recorded`, async () => {
    const grants = await grantsNow()
    await assertRefused(
      send(operation, { DryRun: true }),
      'DryRunOperationException',
      'The request would have succeeded, but the DryRun option is set.',
    )
    assert.deepEqual(await grantsNow(), grants)
    const event = await lastEvent(world, operation)
    assert.equal(event.errorCode, 'DryRunOperationException')
    assert.equal(event.responseElements, null)
    assert.match(event.errorMessage ?? '', /would have succeeded/)
  })

  test(`${operation}: a dry run is refused as the request is`, async () => {
    const of = (more: object, as?: Credentials) =>
      Promise.all(
        [{ DryRun: true }, {}].map((dry) => refusalOf(send(operation, { ...more, ...dry }, as))),
      )
    const [dry, real] = await of({}, nobody)
    assert.equal(dry?.code, 'AccessDeniedException')
    assert.deepEqual(dry, real)
    const missing = '1234abcd-12ab-34cd-56ef-1234567890ab'
    const KeyId = `arn:aws:kms:us-east-1:111122223333:key/${missing}`
    const [noKey, noKeyReally] = await of({ KeyId, DestinationKeyId: KeyId })
    assert.equal(noKey?.code, 'NotFoundException')
    assert.deepEqual(noKey, noKeyReally)
  })
}

test('a key that does not work answers a dry run so, but for the end of grants', async () => {
  const usable = new Set(['RetireGrant', 'RevokeGrant'])
  const made = await Promise.all(keys.values())
  for (const { arn: KeyId } of made) await kms.send(new Kms.DisableKeyCommand({ KeyId }))
  for (const operation of operations) {
    const { code } = await refusalOf(send(operation, { DryRun: true }))
    const expected = usable.has(operation) ? 'DryRunOperationException' : 'DisabledException'
    assert.equal(code, expected, operation)
  }
  for (const { arn: KeyId } of made) await kms.send(new Kms.EnableKeyCommand({ KeyId }))
})

const IGNORING = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }

test('with IGNORE_CIPHERTEXT whatever stands in its place is ignored', async () => {
  const modified = operations.filter((name) => membersOf(name).includes('DryRunModifiers'))
  assert.deepEqual(modified, ['Decrypt', 'ReEncrypt'])
  const { arn } = await keyOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')
  const other = await newKey(world)
  const encrypt = new Kms.EncryptCommand({ KeyId: other.arn, Plaintext: Buffer.from('x') })
  const { CiphertextBlob: foreign } = await kms.send(encrypt)
  for (const operation of modified) {
    for (const CiphertextBlob of [undefined, randomBytes(20), foreign]) {
      const named = { ...IGNORING, CiphertextBlob, KeyId: arn, SourceKeyId: arn }
      await assertRefused(send(operation, named), 'DryRunOperationException')
      await assertRefused(send(operation, named, nobody), 'AccessDeniedException')
    }
    const unnamed = send(operation, IGNORING)
    await assertRefused(unnamed, 'ValidationException', /'(keyId|sourceKeyId)'/)
  }
})

test('IGNORE_CIPHERTEXT means nothing without DryRun', async () => {
  const { DryRunModifiers } = IGNORING
  const { arn: KeyId } = await keyOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')
  await send('Decrypt', { DryRunModifiers })
  const noise = { DryRunModifiers, KeyId, CiphertextBlob: randomBytes(20) }
  await assertRefused(send('Decrypt', noise), 'InvalidCiphertextException')
  await assertRefused(
    send('Decrypt', { DryRun: true, DryRunModifiers: ['IGNORE_KEY'] }),
    'ValidationException',
    /Member must satisfy enum value set: \[IGNORE_CIPHERTEXT\]/,
  )
})
