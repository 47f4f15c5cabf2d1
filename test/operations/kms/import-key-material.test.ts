import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ImportKeyMaterialCommand } from '@aws-sdk/client-kms'
import fc from 'fast-check'
import { advance } from '../../fixtures/clock.ts'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  newKey,
  notAllowedByIam,
} from './fixture.ts'
import { DAY_MS, FOREVER, importing, newMaterial, Plaintext, type More } from './importing.ts'
import type { WrappingChoice } from './wrapped.ts'
import { parametersOf, wrapped } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const { bring, decrypt, describe, encrypt, importedKey, send } = importing(() => world)

// Validation

test('material that expires has a date within 365 days, and other material has none', async () => {
  const { keyId } = await importedKey()
  const brought = await wrapped(kmsAs(world), keyId, newMaterial())
  const refused = (more: More, message: string | RegExp) =>
    assertRefused(send(keyId, brought, more), 'ValidationException', message)
  await refused({}, 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES')
  await refused({ ValidTo: new Date(Date.now() - DAY_MS) }, /future/)
  await refused({ ValidTo: new Date(Date.now() + 366 * DAY_MS) }, /365 days/)
  await refused({ ...FOREVER, ValidTo: new Date(Date.now() + DAY_MS) }, /must not be set/)
  const KeyMaterialId = '0'.repeat(64)
  await refused({ ...FOREVER, ImportType: 'NEW_KEY_MATERIAL', KeyMaterialId }, /KeyMaterialId/)
})

test('a key whose material KMS makes takes no other', async () => {
  const { keyId } = await importedKey()
  const brought = await wrapped(kmsAs(world), keyId, newMaterial())
  const own = await newKey(world)
  const message = `${own.arn} origin is AWS_KMS which is not valid for this operation.`
  await assertRefused(send(own.keyId, brought), 'UnsupportedOperationException', message)
})

test('an import token is good for its key, as it was given out, and for a day', async () => {
  const [{ keyId }, other] = [await importedKey(), await importedKey()]
  const brought = await wrapped(kmsAs(world), keyId, newMaterial())
  await assertRefused(send(other.keyId, brought), 'InvalidImportTokenException')
  const bytes = Buffer.from(brought.ImportToken)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const ImportToken = Buffer.from(bytes)
      ImportToken[at] = (ImportToken[at] ?? 0) ^ by
      await assertRefused(send(keyId, { ...brought, ImportToken }), 'InvalidImportTokenException')
    }),
    { numRuns: 30 },
  )
  const cut = { ...brought, ImportToken: bytes.subarray(0, 40) }
  await assertRefused(send(keyId, cut), 'InvalidImportTokenException')
  const world2 = await startWorld()
  try {
    const KeyId = (await newKey(world2, { Origin: 'EXTERNAL' })).keyId
    const late = await wrapped(kmsAs(world2), KeyId, newMaterial())
    await advance(world2, '25h')
    const call = kmsAs(world2).send(new ImportKeyMaterialCommand({ KeyId, ...late, ...FOREVER }))
    await assertRefused(call, 'ExpiredImportTokenException')
  } finally {
    await world2.close()
  }
})

test('material that the token’s key does not open is refused', async () => {
  const { keyId } = await importedKey()
  const one = await wrapped(kmsAs(world), keyId, newMaterial())
  const another = await wrapped(kmsAs(world), keyId, newMaterial())
  const mixed = { ...one, EncryptedKeyMaterial: another.EncryptedKeyMaterial }
  await assertRefused(send(keyId, mixed), 'InvalidCiphertextException')
  const noise = { ...one, EncryptedKeyMaterial: randomBytes(256) }
  await assertRefused(send(keyId, noise), 'InvalidCiphertextException')
  await send(keyId, one)
})

test('material of another length is refused', async () => {
  const { keyId } = await importedKey()
  for (const bytes of [16, 31, 33, 64]) {
    await assertRefused(bring(keyId, randomBytes(bytes)), 'IncorrectKeyMaterialException')
  }
  assert.equal((await describe(keyId))?.KeyState, 'PendingImport')
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Origin: 'EXTERNAL', Policy })
  const brought = await wrapped(kmsAs(world), keyId, newMaterial())
  const asker = await world.user('asker', allow('kms:GetParametersForImport'))
  await assertRefused(
    send(keyId, brought, FOREVER, asker),
    'AccessDeniedException',
    notAllowedByIam('asker', 'kms:ImportKeyMaterial', arn),
  )
  const foreign = send(arn, brought, FOREVER, world.root(OTHER_ACCOUNT))
  await assertRefused(foreign, 'AccessDeniedException')
})

test('a policy can ask that material expires, and when', async () => {
  const ValidTo = new Date(Date.now() + 10 * DAY_MS)
  const Condition = {
    StringEquals: { 'kms:ExpirationModel': 'KEY_MATERIAL_EXPIRES', 'kms:KeyOrigin': 'EXTERNAL' },
    DateLessThan: { 'kms:ValidTo': new Date(ValidTo.getTime() + 1000).toISOString() },
  }
  const Statement = [{ Effect: 'Allow', Action: 'kms:ImportKeyMaterial', Resource: '*', Condition }]
  const careful = await world.user('careful', { Version: '2012-10-17', Statement })
  const { keyId } = await importedKey()
  const brought = await wrapped(kmsAs(world), keyId, newMaterial())
  const late = new Date(ValidTo.getTime() + DAY_MS)
  await assertRefused(send(keyId, brought, FOREVER, careful), 'AccessDeniedException')
  await assertRefused(send(keyId, brought, { ValidTo: late }, careful), 'AccessDeniedException')
  await send(keyId, brought, { ValidTo }, careful)
})

// Behaviour

test('a key of origin EXTERNAL waits for its material, and works with it', async () => {
  const { keyId, arn } = await importedKey()
  const before = await describe(keyId)
  assert.equal(before?.KeyState, 'PendingImport')
  assert.equal(before.Enabled, false)
  assert.equal(before.Origin, 'EXTERNAL')
  assert.equal(before.CurrentKeyMaterialId, undefined)
  assert.equal(before.ExpirationModel, undefined)
  await assertRefused(encrypt(keyId), 'KMSInvalidStateException', `${arn} is pending import.`)
  const ValidTo = new Date(Math.floor(Date.now() / 1000) * 1000 + DAY_MS)
  const answer = await bring(keyId, newMaterial(), { ValidTo })
  assert.equal(answer.KeyId, arn)
  assert.match(answer.KeyMaterialId ?? '', /^[0-9a-f]{64}$/)
  const metadata = await describe(keyId)
  assert.equal(metadata?.KeyState, 'Enabled')
  assert.equal(metadata.ExpirationModel, 'KEY_MATERIAL_EXPIRES')
  assert.deepEqual(metadata.ValidTo, ValidTo)
  assert.equal(metadata.CurrentKeyMaterialId, answer.KeyMaterialId)
  const opened = await decrypt(await encrypt(keyId))
  assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
  assert.equal(opened.KeyMaterialId, answer.KeyMaterialId)
})

test('each wrapping algorithm brings the material under each wrapping key', async () => {
  const { keyId } = await importedKey()
  const material = newMaterial()
  const ids = new Set<string | undefined>()
  const choices: WrappingChoice[] = [
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec: 'RSA_2048' },
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_3072' },
    { WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_1', WrappingKeySpec: 'RSA_4096' },
    { WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256', WrappingKeySpec: 'RSA_2048' },
  ]
  for (const choice of choices) {
    const brought = await wrapped(kmsAs(world), keyId, material, choice)
    ids.add((await send(keyId, brought)).KeyMaterialId)
  }
  assert.equal(ids.size, 1)
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

test('material that openssl wraps is taken', { skip: !hasOpenssl && 'no openssl' }, async () => {
  const { keyId } = await importedKey()
  const folder = await mkdtemp(join(tmpdir(), 'sparekey-'))
  const openssl = (...args: string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  }
  const oaep = [
    ...['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha256'],
    ...['-pkeyopt', 'rsa_mgf1_md:sha256'],
  ]
  const underRsa = (from: string, to: string) =>
    openssl(
      ...['pkeyutl', '-encrypt', '-pubin', '-inkey', 'public.der', '-keyform', 'DER'],
      ...['-in', from, '-out', to, ...oaep],
    )
  try {
    const material = newMaterial()
    await writeFile(join(folder, 'material'), material)
    const { ImportToken, PublicKey } = await parametersOf(kmsAs(world), keyId)
    await writeFile(join(folder, 'public.der'), PublicKey)
    underRsa('material', 'wrapped')
    const EncryptedKeyMaterial = await readFile(join(folder, 'wrapped'))
    const { KeyMaterialId } = await send(keyId, { ImportToken, EncryptedKeyMaterial })

    const twofold = await parametersOf(kmsAs(world), keyId, {
      WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    })
    await writeFile(join(folder, 'public.der'), twofold.PublicKey)
    const aesKey = randomBytes(32)
    await writeFile(join(folder, 'aes'), aesKey)
    underRsa('aes', 'wrapped-aes')
    openssl(
      ...['enc', '-id-aes256-wrap-pad', '-K', aesKey.toString('hex'), '-iv', 'A65959A6'],
      ...['-in', 'material', '-out', 'wrapped-material'],
    )
    const parts = ['wrapped-aes', 'wrapped-material'].map((name) => readFile(join(folder, name)))
    const brought = {
      ImportToken: twofold.ImportToken,
      EncryptedKeyMaterial: Buffer.concat(await Promise.all(parts)),
    }
    assert.equal((await send(keyId, brought)).KeyMaterialId, KeyMaterialId)
  } finally {
    await rm(folder, { recursive: true })
  }
})
