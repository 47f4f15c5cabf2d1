import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { DecryptCommandInput, EncryptCommandInput } from '@aws-sdk/client-kms'
import { CreateAliasCommand, DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms'
import { sendRaw } from '../../fixtures/raw-request.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  aliasArn,
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey
let otherKey: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  otherKey = await newKey(world)
  const alias = new CreateAliasCommand({ AliasName: 'alias/known', TargetKeyId: key.keyId })
  await kmsAs(world).send(alias)
})
after(() => world.close())

const Plaintext = Buffer.from('a secret of moderate importance')

async function encrypted(input: Partial<EncryptCommandInput> = {}): Promise<Uint8Array> {
  const command = new EncryptCommand({ KeyId: key.arn, Plaintext, ...input })
  const { CiphertextBlob } = await kmsAs(world).send(command)
  assert.ok(CiphertextBlob)
  return CiphertextBlob
}

const decrypt = (input: DecryptCommandInput, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new DecryptCommand(input))

async function assertOpens(input: DecryptCommandInput, credentials?: Credentials): Promise<void> {
  const { Plaintext: opened } = await decrypt(input, credentials)
  assert.deepEqual(Buffer.from(opened ?? []), Plaintext)
}

function spoiled(blob: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(blob)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}

// Validation

test('there must be a ciphertext, unless a dry run says to ignore it', async () => {
  const nothing = {} as DecryptCommandInput
  await assertRefused(decrypt(nothing), 'ValidationException', /Value null at 'ciphertextBlob'/)
  const ignoring = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] } as never
  await assertRefused(decrypt(ignoring), 'ValidationException', /Value null at 'keyId'/)
})

test('what is no ciphertext is answered without a message', async () => {
  // Below the SDK, which makes a message up where there is none.
  const answer = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.Decrypt',
    body: JSON.stringify({ CiphertextBlob: Buffer.from('nothing of the kind').toString('base64') }),
    credentials: world.root(),
  })
  assert.equal(answer.code, 'InvalidCiphertextException')
  assert.equal(answer.status, 400)
  assert.equal(JSON.parse(answer.text).message ?? '', '')
})

test('an algorithm of other key specs is refused', async () => {
  const CiphertextBlob = await encrypted()
  await assertRefused(
    decrypt({ CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }),
    'InvalidKeyUsageException',
    'Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.',
  )
})

// Authorization

test('the key is the ciphertext’s, and the refusal says so without naming it', async () => {
  const CiphertextBlob = await encrypted()
  const nobody = await world.user('nobody')
  const reason = 'because no identity-based policy allows the kms:Decrypt action'
  const user = `User: ${userArn('nobody')} is not authorized to perform: kms:Decrypt`
  await assertRefused(
    decrypt({ CiphertextBlob }, nobody),
    'AccessDeniedException',
    `${user} on the resource associated with this ciphertext ${reason}`,
  )
  await assertRefused(
    decrypt({ CiphertextBlob, KeyId: key.keyId }, nobody),
    'AccessDeniedException',
    `${user} on resource: ${key.arn} ${reason}`,
  )
})

test('permission on another key does not help', async () => {
  const CiphertextBlob = await encrypted()
  const wrong = await world.user('wrong', allow('kms:Decrypt', otherKey.arn))
  await assertRefused(decrypt({ CiphertextBlob }, wrong), 'AccessDeniedException')
  await assertOpens({ CiphertextBlob }, await world.user('right', allow('kms:Decrypt', key.arn)))
})

test('a ciphertext of a key that is not here is denied, even to an administrator', async () => {
  const blob = Buffer.from(await encrypted())
  blob.write(MISSING_KEY_ID, blob.indexOf(key.keyId), 'ascii')
  const admin = await world.user('admin', allow('*'))
  await assertRefused(
    decrypt({ CiphertextBlob: blob }, admin),
    'AccessDeniedException',
    /on the resource associated with this ciphertext because no resource-based policy allows/,
  )
  const elsewhere = kmsAs(world, admin, 'eu-west-1')
  const CiphertextBlob = await encrypted()
  await assertRefused(
    elsewhere.send(new DecryptCommand({ CiphertextBlob })),
    'AccessDeniedException',
    /on the resource associated with this ciphertext/,
  )
})

test('another account decrypts by ciphertext, by ARN, and by the bare id', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Decrypt')
  const shared = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
  const CiphertextBlob = await encrypted({ KeyId: shared.arn })
  const allowed = await world.user('allowed', allow('kms:Decrypt'), OTHER_ACCOUNT)
  await assertOpens({ CiphertextBlob }, allowed)
  await assertOpens({ CiphertextBlob, KeyId: shared.arn }, allowed)
  await assertOpens({ CiphertextBlob, KeyId: shared.keyId }, allowed)
  await assertRefused(
    decrypt({ CiphertextBlob: await encrypted() }, allowed),
    'AccessDeniedException',
    /on the resource associated with this ciphertext because the resource does not exist in this/,
  )
  const [own, theirs] = await Promise.all(
    [ACCOUNT, OTHER_ACCOUNT].map((account) => lastEvent(world, 'Decrypt', account)),
  )
  assert.equal(theirs?.errorCode, 'AccessDenied')
  assert.equal(own?.errorCode, undefined)
})

test('a denied caller does not learn whether the ciphertext is good', async () => {
  const denied = await world.user('denied')
  const CiphertextBlob = spoiled(await encrypted(), 150)
  await assertRefused(decrypt({ CiphertextBlob }, denied), 'AccessDeniedException')
})

// Behaviour

test('what was encrypted comes back, whether or not the key is named', async () => {
  const CiphertextBlob = await encrypted()
  const names = [undefined, key.keyId, key.arn, 'alias/known', aliasArn('alias/known')]
  for (const KeyId of names) await assertOpens({ CiphertextBlob, KeyId })
})

test('a ciphertext opens after a restart: its key material was kept, sealed', async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'sparekey-restart-'))
  t.after(() => rm(scratch, { recursive: true }))
  const data = join(scratch, 'data')
  const before = await startWorld({ data })
  const { keyId } = await newKey(before)
  const command = new EncryptCommand({ KeyId: keyId, Plaintext })
  const { CiphertextBlob } = await kmsAs(before).send(command)
  await before.close()
  const after = await startWorld({ data })
  t.after(() => after.close())
  const opened = await kmsAs(after).send(new DecryptCommand({ CiphertextBlob }))
  assert.deepEqual(Buffer.from(opened.Plaintext ?? []), Plaintext)
})

test('the answer names the key, the algorithm and the key material', async () => {
  const { KeyId, EncryptionAlgorithm, KeyMaterialId } = await decrypt({
    CiphertextBlob: await encrypted(),
  })
  assert.equal(KeyId, key.arn)
  assert.equal(EncryptionAlgorithm, 'SYMMETRIC_DEFAULT')
  assert.match(KeyMaterialId ?? '', /^[0-9a-f]{64}$/)
})

test('a ciphertext opens under exactly its encryption context, in any order', async () => {
  const CiphertextBlob = await encrypted({ EncryptionContext: { a: '1', b: '2' } })
  await assertOpens({ CiphertextBlob, EncryptionContext: { b: '2', a: '1' } })
  for (const EncryptionContext of [
    undefined,
    {},
    { a: '1' },
    { a: '1', b: '3' },
    { A: '1', b: '2' },
  ]) {
    await assertRefused(
      decrypt({ CiphertextBlob, EncryptionContext }),
      'InvalidCiphertextException',
    )
  }
})

test('a ciphertext that was changed does not open', async () => {
  const blob = await encrypted()
  for (const index of [blob.length - 1, blob.length - 20, 100, 120]) {
    const CiphertextBlob = spoiled(blob, index)
    await assertRefused(decrypt({ CiphertextBlob }), 'InvalidCiphertextException')
  }
})

test('a key that is not the ciphertext’s is incorrect, and the ciphertext is not bad', async () => {
  await assertRefused(
    decrypt({ CiphertextBlob: await encrypted(), KeyId: otherKey.keyId }),
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
})

test('a key that is named must exist, whatever the ciphertext says', async () => {
  await assertRefused(
    decrypt({ CiphertextBlob: await encrypted(), KeyId: MISSING_KEY_ID }),
    'NotFoundException',
    `Key '${keyArn(MISSING_KEY_ID)}' does not exist`,
  )
})

test('a dry run opens the ciphertext and tells nothing of it', async () => {
  const CiphertextBlob = await encrypted()
  await assertRefused(decrypt({ CiphertextBlob, DryRun: true }), 'DryRunOperationException')
  await assertRefused(
    decrypt({ CiphertextBlob: spoiled(CiphertextBlob, 150), DryRun: true }),
    'InvalidCiphertextException',
  )
  const ignoring = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }
  await assertRefused(
    decrypt({ ...ignoring, KeyId: key.keyId } as never),
    'DryRunOperationException',
  )
})

test('the event has no keyId when none was given, and no plaintext ever', async () => {
  const EncryptionContext = { tenant: 'blue' }
  await assertOpens({ CiphertextBlob: await encrypted({ EncryptionContext }), EncryptionContext })
  const event = await lastEvent(world, 'Decrypt')
  assert.deepEqual(event.requestParameters, {
    encryptionContext: EncryptionContext,
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  })
  assert.equal(event.responseElements, null)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
  const text = JSON.stringify(event)
  assert.ok(!text.includes(Plaintext.toString()) && !text.includes(Plaintext.toString('base64')))
})

test('the event of an incorrect key keeps the request', async () => {
  const CiphertextBlob = await encrypted()
  await assertRefused(decrypt({ CiphertextBlob, KeyId: otherKey.arn }), 'IncorrectKeyException')
  const event = await lastEvent(world, 'Decrypt')
  assert.equal(event.errorCode, 'IncorrectKeyException')
  assert.equal(event.requestParameters?.['keyId'], otherKey.arn)
})
