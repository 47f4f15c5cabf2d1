// Keys of other kinds: one in an external key store that nobody reaches, and one that signs.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { XksWorld } from '../../operations/kms/external-key-store.ts'
import {
  connectStore,
  newExternalKey,
  newStore,
  startXksWorld,
} from '../../operations/kms/external-key-store.ts'
import { recordCarriedOut } from '../stories/harness/carried-out.ts'
import { administrator, ask } from './locked-key.ts'

let stack: XksWorld
before(async () => {
  stack = await startXksWorld()
})
after(() => stack.close())

test('a key whose key store is not connected: whoever runs it connects it again', async () => {
  const { kms, world } = stack
  const CustomKeyStoreId = await newStore(stack, 'outside')
  const { Arn: key = '' } = await newExternalKey(stack, CustomKeyStoreId, 'outside-1')
  const person = await world.user('cut-off', administrator)
  const mine = world.client(Kms.KMSClient, person)
  const wanted = () =>
    mine.send(new Kms.EncryptCommand({ KeyId: key, Plaintext: Buffer.from('pay') }))
  await wanted()
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  await assert.rejects(wanted(), { name: 'KMSInvalidStateException' })

  const [reading] = await ask(world, person, key, ['kms:Encrypt'])
  assert.deepEqual(reading.causes, ['key/unavailable'])
  assert.deepEqual(
    reading.remedies.map(({ id, commands }) => [id, commands]),
    [['connect-key-store', []]],
  )
  assert.match(reading.remedies[0]?.changes ?? '', /ConnectCustomKeyStore/)
  const [managing] = await ask(world, person, key, ['kms:TagResource'])
  assert.deepEqual(managing.causes, [])
  await connectStore(kms, CustomKeyStoreId)
  await wanted()
  assert.equal((await ask(world, person, key, ['kms:Encrypt']))[0].outcome, 'allow')
  recordCarriedOut('connect-key-store')
})

test('a key that signs decrypts nothing: another one is needed', async () => {
  const { kms, world } = stack
  const person = await world.user('signer', administrator)
  const made = async (input: Kms.CreateKeyCommandInput) =>
    (await kms.send(new Kms.CreateKeyCommand(input))).KeyMetadata?.Arn ?? ''
  const signing = await made({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const mine = world.client(Kms.KMSClient, person)
  const encrypt = (KeyId: string) =>
    mine.send(new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('pay') }))
  await assert.rejects(encrypt(signing), { name: 'InvalidKeyUsageException' })

  const [reading] = await ask(world, person, signing, ['kms:Encrypt'])
  assert.deepEqual(reading.causes, ['key/other-usage'])
  assert.deepEqual(
    reading.remedies.map(({ id, commands }) => [id, commands]),
    [['use-fitting-key', []]],
  )
  const others = [
    ...['kms:GenerateDataKey', 'kms:GenerateMac', 'kms:DeriveSharedSecret', 'kms:Decapsulate'],
  ]
  for (const action of others) {
    assert.deepEqual((await ask(world, person, signing, [action]))[0].causes, ['key/other-usage'])
  }
  for (const action of ['kms:Sign', 'kms:GetPublicKey', 'kms:PutKeyPolicy']) {
    assert.deepEqual((await ask(world, person, signing, [action]))[0].causes, [], action)
  }
  const fitting = await made({})
  await encrypt(fitting)
  assert.equal((await ask(world, person, fitting, ['kms:Encrypt']))[0].outcome, 'allow')
  recordCarriedOut('use-fitting-key')
})
