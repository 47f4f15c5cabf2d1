import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ml_kem1024, ml_kem512, ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { DecapsulateCommandInput, EncapsulateCommandInput, KeySpec } from '@aws-sdk/client-kms'
import { CreateGrantCommand, DecapsulateCommand, EncapsulateCommand } from '@aws-sdk/client-kms'
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
import { publicKeyOf } from './signing.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await kemKey('ML_KEM_768')
})
after(() => world.close())

const EncapsulationAlgorithm = 'ML_KEM'

const kemKey = (KeySpec: KeySpec): Promise<TestKey> =>
  newKey(world, { KeySpec, KeyUsage: 'ENCAPSULATE_DECAPSULATE' })

const encapsulate = (input: Partial<EncapsulateCommandInput> = {}, credentials?: Credentials) => {
  const command = new EncapsulateCommand({ KeyId: key.keyId, EncapsulationAlgorithm, ...input })
  return kmsAs(world, credentials).send(command)
}

const decapsulate = (
  SharedSecretCiphertextBlob: Uint8Array | undefined,
  input: Partial<DecapsulateCommandInput> = {},
  credentials?: Credentials,
) => {
  const own = { KeyId: key.keyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob } as const
  return kmsAs(world, credentials).send(new DecapsulateCommand({ ...own, ...input }))
}

// Validation

test('a key of another usage encapsulates nothing', async () => {
  const { keyId, arn } = await newKey(world)
  await assertRefused(
    encapsulate({ KeyId: keyId }),
    'InvalidKeyUsageException',
    `${arn} key usage is ENCRYPT_DECRYPT which is not valid for Encapsulate.`,
  )
  await assertRefused(
    decapsulate(Buffer.alloc(1088), { KeyId: keyId }),
    'InvalidKeyUsageException',
    `${arn} key usage is ENCRYPT_DECRYPT which is not valid for Decapsulate.`,
  )
})

test('what has not the length of a ciphertext is none, also in a dry run', async () => {
  for (const bytes of [1, 768, 1087, 1089, 1568]) {
    const refused = decapsulate(Buffer.alloc(bytes))
    await assertRefused(refused, 'InvalidCiphertextException', /^(UnknownError|)$/)
  }
  const DryRun = true
  await assertRefused(decapsulate(Buffer.alloc(1), { DryRun }), 'InvalidCiphertextException')
  await assertRefused(decapsulate(Buffer.alloc(1088), { DryRun }), 'DryRunOperationException')
  await assertRefused(encapsulate({ DryRun }), 'DryRunOperationException')
})

// Authorization

test('each needs its own permission, which a grant can give', async () => {
  const { SharedSecretCiphertextBlob: blob } = await encapsulate()
  const one = await world.user('one', allow('kms:Encapsulate'))
  await encapsulate({}, one)
  await assertRefused(
    decapsulate(blob, {}, one),
    'AccessDeniedException',
    notAllowedByIam('one', 'kms:Decapsulate', key.arn),
  )
  const grant = new CreateGrantCommand({
    KeyId: key.keyId,
    GranteePrincipal: userArn('one'),
    Operations: ['Decapsulate'],
  })
  const { GrantToken = '' } = await kmsAs(world).send(grant)
  await decapsulate(blob, { GrantTokens: [GrantToken] }, one)
})

test('another account recovers the secret when both sides allow it', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Decapsulate')
  const KeyUsage = 'ENCAPSULATE_DECAPSULATE'
  const Policy = keyPolicy(accountStatement(), partner)
  const { arn } = await newKey(world, { KeySpec: 'ML_KEM_768', KeyUsage, Policy })
  const made = await encapsulate({ KeyId: arn })
  const allowed = await world.user('allowed', allow('kms:Decapsulate'), OTHER_ACCOUNT)
  const back = await decapsulate(made.SharedSecretCiphertextBlob, { KeyId: arn }, allowed)
  assert.deepEqual(back.SharedSecret, made.SharedSecret)
  await assertRefused(encapsulate({ KeyId: arn }, allowed), 'AccessDeniedException')
})

// Behaviour

const PACKAGES = { ML_KEM_512: ml_kem512, ML_KEM_768: ml_kem768, ML_KEM_1024: ml_kem1024 } as const

for (const [spec, mlKem] of Object.entries(PACKAGES)) {
  test(`${spec}: a secret comes back, from KMS and from others`, async () => {
    const { keyId, arn } = await kemKey(spec as keyof typeof PACKAGES)
    const made = await encapsulate({ KeyId: keyId })
    assert.deepEqual([made.KeyId, made.EncapsulationAlgorithm], [arn, 'ML_KEM'])
    assert.equal(made.SharedSecret?.length, 32)
    assert.equal(made.SharedSecretCiphertextBlob?.length, mlKem.lengths.cipherText)
    const back = await decapsulate(made.SharedSecretCiphertextBlob, { KeyId: keyId })
    assert.deepEqual([back.KeyId, back.EncapsulationAlgorithm], [arn, 'ML_KEM'])
    assert.deepEqual(back.SharedSecret, made.SharedSecret)
    const spki = await publicKeyOf(world, keyId)
    const raw = spki.slice(spki.length - (mlKem.lengths.publicKey ?? 0))
    const { cipherText, sharedSecret } = mlKem.encapsulate(raw)
    const theirs = await decapsulate(cipherText, { KeyId: keyId })
    assert.deepEqual(Buffer.from(theirs.SharedSecret ?? []), Buffer.from(sharedSecret))
  })
}

test('a changed ciphertext and another key give another secret, and no error', async () => {
  const { SharedSecret, SharedSecretCiphertextBlob: blob = new Uint8Array() } = await encapsulate()
  const changed = Uint8Array.from(blob)
  changed[0] = (changed[0] ?? 0) ^ 1
  assert.notDeepEqual((await decapsulate(changed)).SharedSecret, SharedSecret)
  const other = await kemKey('ML_KEM_768')
  assert.notDeepEqual((await decapsulate(blob, { KeyId: other.keyId })).SharedSecret, SharedSecret)
})

test('no secret is given out twice', async () => {
  const [one, other] = [await encapsulate(), await encapsulate()]
  assert.notDeepEqual(one.SharedSecret, other.SharedSecret)
})

test('the events hold the algorithm and no secret', async () => {
  const { SharedSecretCiphertextBlob } = await encapsulate()
  await decapsulate(SharedSecretCiphertextBlob)
  for (const name of ['Encapsulate', 'Decapsulate']) {
    const event = await lastEvent(world, name)
    assert.deepEqual(event.requestParameters, {
      keyId: key.keyId,
      encapsulationAlgorithm: EncapsulationAlgorithm,
    })
    assert.equal(event.responseElements, null)
    assert.equal(event.readOnly, true)
  }
})
