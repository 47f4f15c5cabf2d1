// What every operation answers when what it names is not there, or is no name at all.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { model } from '../../../src/services/kms/model.ts'
import { operations } from '../../../src/services/kms/operations/index.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import type { Named } from '../named.ts'
import { samples } from '../samples.ts'
import type { Refusal } from './fixture.ts'
import { aliasArn, keyArn, kmsAs, MISSING_KEY_ID, refusalOf } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const KEY_ARN = keyArn(MISSING_KEY_ID)
const STORE_ID = 'cks-00000000000000000'
const ALIAS = 'alias/subject'
const BYTES = Buffer.from('x')

/** Names of things that are not there. */
const missing: Partial<Named> = {
  keyArn: KEY_ARN,
  signingKeyArn: KEY_ARN,
  macKeyArn: KEY_ARN,
  agreementKeyArn: KEY_ARN,
  encapsulationKeyArn: KEY_ARN,
  importedKeyArn: KEY_ARN,
  multiRegionKeyArn: KEY_ARN,
  ciphertext: BYTES,
  grantId: 'f'.repeat(64),
  keyStoreId: STORE_ID,
  keyStoreInput: { CustomKeyStoreName: 'none' },
  importParameters: { ImportToken: BYTES, EncryptedKeyMaterial: BYTES },
}

const commands: Readonly<Record<string, unknown>> = { ...Kms }

async function refused(name: string, input: object): Promise<Refusal> {
  const Command = commands[`${name}Command`] as new (input: object) => never
  return refusalOf(kmsAs(world).send(new Command(input)))
}

const NOT_FOUND = 'NotFoundException'
const missingKey = { code: NOT_FOUND, message: `Key '${KEY_ARN}' does not exist` }
const missingAlias = { code: NOT_FOUND, message: `Alias ${aliasArn(ALIAS)} is not found.` }
const noAlias = {
  code: 'InvalidArnException',
  message: 'Key Aliases are not supported for this operation.',
}
const missingStore = {
  code: 'CustomKeyStoreNotFoundException',
  message: `Custom key store ${STORE_ID} does not exist.`,
}

/** The member that names the key, which aliases name as well only where AWS says so. */
const BY_KEY: readonly string[] = [
  ...['CancelKeyDeletion', 'CreateGrant', 'DeleteImportedKeyMaterial', 'DisableKey'],
  ...['DisableKeyRotation', 'EnableKey', 'EnableKeyRotation', 'GetKeyLastUsage', 'GetKeyPolicy'],
  ...['GetKeyRotationStatus', 'GetParametersForImport', 'ImportKeyMaterial', 'ListGrants'],
  ...['ListKeyPolicies', 'ListKeyRotations', 'ListResourceTags', 'PutKeyPolicy', 'ReplicateKey'],
  ...['RevokeGrant', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
  ...['UpdateKeyDescription', 'UpdatePrimaryRegion'],
]
const BY_KEY_OR_ALIAS: readonly string[] = [
  ...['Decapsulate', 'DeriveSharedSecret', 'DescribeKey', 'Encapsulate', 'Encrypt'],
  ...['GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  ...['GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'GetPublicKey', 'Sign', 'Verify'],
  ...['VerifyMac'],
]

/** The others: what they answer to their samples. */
const OTHERS: Readonly<Record<string, Refusal>> = {
  ConnectCustomKeyStore: missingStore,
  CreateAlias: missingKey,
  Decrypt: { code: 'InvalidCiphertextException', message: 'UnknownError' },
  DeleteAlias: missingAlias,
  DeleteCustomKeyStore: missingStore,
  DisconnectCustomKeyStore: missingStore,
  ReEncrypt: { code: 'InvalidCiphertextException', message: 'UnknownError' },
  RetireGrant: missingKey,
  UpdateAlias: missingAlias,
  UpdateCustomKeyStore: missingStore,
}

/** They name nothing that could be missing, or find nothing and say so. */
const NAME_NOTHING = [
  ...['CreateCustomKeyStore', 'CreateKey', 'DescribeCustomKeyStores', 'GenerateRandom'],
  ...['ListAliases', 'ListKeys', 'ListRetirableGrants'],
]

const sampleOf = (name: string): object => samples['kms']?.[name]?.(missing as Named) ?? {}

for (const name of [...BY_KEY, ...BY_KEY_OR_ALIAS]) {
  test(`${name} tells a key that is not there from what is no key`, async () => {
    const as = (KeyId: string) => refused(name, { ...sampleOf(name), KeyId })
    const notFound = (message: string) => ({ code: NOT_FOUND, message })
    assert.deepEqual(await as(MISSING_KEY_ID), missingKey)
    assert.deepEqual(await as(KEY_ARN), missingKey)
    assert.deepEqual(await as('fake-key-id'), notFound("Invalid keyId 'fake-key-id'"))
    const away = KEY_ARN.replace('us-east-1', 'eu-west-1')
    assert.deepEqual(await as(away), notFound('Invalid arn eu-west-1'))
    const ofAlias = BY_KEY.includes(name) ? noAlias : missingAlias
    assert.deepEqual(await as(ALIAS), ofAlias)
    assert.deepEqual(await as(aliasArn(ALIAS)), ofAlias)
    // Whether there is such a key in another account is not told.
    const { code, message } = await as(keyArn(MISSING_KEY_ID, OTHER_ACCOUNT))
    assert.equal(code, 'AccessDeniedException')
    assert.match(
      message,
      /^User: \S+ is not authorized to perform: kms:\w+ on this resource because/,
    )
  })
}

for (const [name, expected] of Object.entries(OTHERS)) {
  test(`${name} says what is not there`, async () => {
    assert.deepEqual(await refused(name, sampleOf(name)), expected)
  })
}

/** Members of an operation's input that the model calls required. */
function requiredOf(name: string): readonly string[] {
  const { input } = model.operations[name] ?? {}
  const shape = input === undefined ? undefined : model.shapes[input]
  return shape?.type === 'structure' ? (shape.required ?? []) : []
}

test('a request that leaves out what is required is told each member', async () => {
  for (const name of Object.keys(operations)) {
    const required = requiredOf(name)
    if (required.length === 0) continue
    const { code, message } = await refused(name, {})
    assert.equal(code, 'ValidationException', name)
    const { length } = required
    const errors = `${length} validation error${length === 1 ? '' : 's'} detected: `
    assert.ok(message.startsWith(errors), `${name}: ${message}`)
    for (const member of required) {
      const spelled = member.charAt(0).toLowerCase() + member.slice(1)
      assert.match(message, new RegExp(` at '${spelled}' failed .* Member must not be null`), name)
    }
  }
})

test('every operation is asked for what is not there, or names nothing', () => {
  const asked = [...BY_KEY, ...BY_KEY_OR_ALIAS, ...Object.keys(OTHERS), ...NAME_NOTHING]
  assert.deepEqual(asked.toSorted(), Object.keys(operations).toSorted())
})
