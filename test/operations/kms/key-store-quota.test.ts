// How many requests a second a custom key store takes under `--throttle`.

import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { OTHER_ACCOUNT } from '../../fixtures/world.ts'
import { jsonCall, sendWire, signWire } from '../../fixtures/wire-request.ts'
import type { XksWorld } from './external-key-store.ts'
import { newExternalKey, newStore, startXksWorld } from './external-key-store.ts'
import { accountStatement, keyPolicy, newKey, rootArn, statement } from './fixture.ts'

const REQUESTS_PER_SECOND = 1800
const AT_ONCE = 30

let stack: XksWorld
before(async () => {
  stack = await startXksWorld({ throttle: true })
})
after(() => stack.close())

const Plaintext = Buffer.from('the plaintext')

/** The same request so many times, which is a dry run: no proxy is asked. */
async function encryptSoOften(count: number, KeyId: string): Promise<void> {
  const { endpoint, root } = stack.world
  const input = { KeyId, Plaintext: Plaintext.toString('base64'), DryRun: true }
  const call = jsonCall('kms', 'TrentService.Encrypt', JSON.stringify(input))
  const wire = await signWire(endpoint, call, { credentials: root() })
  const sendSome = async (): Promise<void> => {
    for (let sent = 0; sent < count / AT_ONCE; sent += 1) {
      assert.equal((await sendWire(endpoint, wire)).code, 'DryRunOperationException')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendSome))
}

test('beyond the quota of its key store a key is throttled, whoever asks', async (t) => {
  const { kms, world } = stack
  // Slowly, for there is a quota of asking about key stores too.
  const storeId = await newStore(stack, 'keys', 300)
  const first = await newExternalKey(stack, storeId, 'first')
  const second = await newExternalKey(stack, storeId, 'second')
  const ofKmsAlone = await newKey(world)
  const outsiders = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Encrypt')
  const Policy = keyPolicy(accountStatement(), outsiders)
  await kms.send(new Kms.PutKeyPolicyCommand({ KeyId: second.KeyId, Policy }))
  // All of it comes in one second, however long it takes.
  mock.timers.enable({ apis: ['Date'], now: Date.now() })
  t.after(() => mock.timers.reset())
  await encryptSoOften(REQUESTS_PER_SECOND, first.KeyId ?? '')
  const encrypt = (KeyId: string | undefined, by = kms) =>
    by.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  const refusal = {
    name: 'ThrottlingException',
    message:
      'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  }
  await assert.rejects(encrypt(second.KeyId), refusal)
  const outsider = world.client(Kms.KMSClient, world.root(OTHER_ACCOUNT))
  await assert.rejects(encrypt(second.Arn, outsider), refusal)
  // Of the account's own quota there is much left, and other requests do not count at all.
  await encrypt(ofKmsAlone.keyId)
  await kms.send(new Kms.GetKeyPolicyCommand({ KeyId: first.KeyId }))
  mock.timers.tick(1000)
  await encrypt(second.Arn, outsider)
})
