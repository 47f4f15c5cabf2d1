// What a proxy may do to a stack: waste the time of the one who asked, and nothing else.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { Reply, Trick } from '../../fixtures/xks-proxy.ts'
import { send, startXksProxy } from '../../fixtures/xks-proxy.ts'
import { startWorld } from '../../fixtures/world.ts'
import type { XksWorld } from './external-key-store.ts'
import { newExternalKey, newStore, startXksWorld, storeInput } from './external-key-store.ts'
import { assertRefused, kmsAs } from './fixture.ts'

let stack: XksWorld
let KeyId: string
let CiphertextBlob: Uint8Array

const Plaintext = Buffer.from('the plaintext')

before(async () => {
  stack = await startXksWorld()
  const storeId = await newStore(stack, 'hostile')
  KeyId = (await newExternalKey(stack, storeId, 'hostile')).KeyId ?? ''
  const output = await stack.kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  CiphertextBlob = output.CiphertextBlob ?? new Uint8Array()
})
after(() => stack.close())

const encrypt = () => stack.kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
const decrypt = () => stack.kms.send(new Kms.DecryptCommand({ CiphertextBlob }))

const UNREADABLE = /^AWS KMS cannot interpret the response from the external key store proxy\./
const LATE = /^AWS KMS rejected the request because the external key store proxy did not respond/
const CUT_OFF = /^AWS KMS cannot communicate with the external key store proxy\./

/** Both operations are refused with the sentence, and then the key works as before. */
async function refusedWhile(trick: Trick, sentence: RegExp): Promise<void> {
  for (const operation of [encrypt, decrypt]) {
    stack.proxy.trick = trick
    await assertRefused(operation(), 'KMSInvalidStateException', sentence)
    stack.proxy.trick = undefined
  }
  const { Plaintext: opened } = await decrypt()
  assert.deepEqual(Buffer.from(opened ?? []), Plaintext)
}

/** The right answer with other members. */
const changed =
  (change: (body: Reply['body']) => object): Trick =>
  (_, response, right) => {
    const { status, body } = right()
    send(response, { status, body: { ...body, ...change(body) } })
    return true
  }

const raw =
  (status: number, body: string, headers: Record<string, string> = {}): Trick =>
  (_, response) => {
    response.writeHead(status, headers)
    response.end(body)
    return true
  }

test('an answer that is no JSON object is not read', async () => {
  for (const body of ['', 'no', '[]', 'null', '"x"', '{"plaintext":', '\u0000', '{}']) {
    await refusedWhile(raw(200, body), UNREADABLE)
  }
  await refusedWhile(raw(502, '<html>Bad Gateway</html>'), UNREADABLE)
  await refusedWhile(raw(200, '['.repeat(30_000)), UNREADABLE)
})

test('a redirect is not followed', async () => {
  const elsewhere = await startXksProxy('elsewhere.example.com')
  const location = `https://127.0.0.1:${elsewhere.port}/`
  for (const status of [301, 302, 307, 308]) {
    await refusedWhile(raw(status, '', { location }), UNREADABLE)
  }
  assert.equal(elsewhere.connections(), 0)
  await elsewhere.close()
})

test('an answer of any length is cut off', async () => {
  let sentBytes = 0
  await refusedWhile((_, response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(16 * 1024, ' ')
    const more = () => {
      while (!response.destroyed) {
        sentBytes += chunk.length
        if (!response.write(chunk)) break
      }
    }
    response.on('drain', more)
    response.on('error', () => undefined)
    more()
    return true
  }, UNREADABLE)
  assert.ok(sentBytes < 64 * 1024 * 1024, `${sentBytes} bytes were taken`)
  await refusedWhile(raw(200, `{"plaintext":"${'A'.repeat(100_000)}"}`), UNREADABLE)
})

test('an answer that does not come, or comes byte by byte, is not waited for', async () => {
  const startedMs = Date.now()
  await refusedWhile(() => true, LATE)
  await refusedWhile((_, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
    return true
  }, LATE)
  assert.ok(Date.now() - startedMs < 8000)
})

test('a connection that is torn is told as one', async () => {
  await refusedWhile((_, response) => {
    response.socket?.destroy()
    return true
  }, CUT_OFF)
  await refusedWhile((_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{')
    setTimeout(() => response.socket?.destroy(), 5)
    return true
  }, CUT_OFF)
  await refusedWhile((_, response) => {
    response.socket?.end('this is not HTTP\r\n\r\n')
    return true
  }, UNREADABLE)
})

const base64 = (length: number): string => randomBytes(length).toString('base64')

test('what lacks the lengths of AES-GCM, or the right hash, is no ciphertext', async () => {
  const wrong: readonly object[] = [
    { initializationVector: base64(11) },
    { initializationVector: base64(12) },
    { initializationVector: undefined },
    { authenticationTag: base64(12) },
    { authenticationTag: base64(16) },
    { authenticationTag: 7 },
    { ciphertextMetadata: base64(21) },
    { ciphertextMetadata: base64(9) },
    { ciphertextMetadata: { length: 3 } },
    { ciphertext: '' },
    { ciphertext: base64(10_000) },
    { ciphertext: '!!!!' },
    { ciphertextDataIntegrityValue: undefined },
    { ciphertextDataIntegrityValue: base64(32) },
  ]
  for (const change of wrong) {
    stack.proxy.trick = changed(() => change)
    await assertRefused(encrypt(), 'KMSInvalidStateException', UNREADABLE)
  }
  for (const plaintext of [undefined, '', base64(3), '!', 7, ['x']]) {
    stack.proxy.trick = changed(() => ({ plaintext }))
    await assertRefused(decrypt(), 'KMSInvalidStateException', UNREADABLE)
  }
  stack.proxy.trick = undefined
})

test('what the proxy makes up for a plaintext does not open', async () => {
  const NOT_OPENED = /^The ciphertext that the external key store proxy submitted for decryption/
  const flip = (at: number): Trick =>
    changed(({ plaintext }) => {
      const bytes = Buffer.from(String(plaintext), 'base64')
      const place = at < 0 ? bytes.length + at : at
      bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place)
      return { plaintext: bytes.toString('base64') }
    })
  // Version, account, key id, salt, commitment, ciphertext, tag.
  for (const at of [0, 6, 30, 70, 110, -20, -1]) {
    stack.proxy.trick = flip(at)
    await assertRefused(decrypt(), 'KMSInvalidStateException', NOT_OPENED)
  }
  stack.proxy.trick = undefined
})

test('a changed ciphertext is never opened, whichever byte it is', async () => {
  const wanted = Buffer.from(CiphertextBlob)
  for (let at = 0; at < wanted.length; at += 7) {
    const bytes = Buffer.from(wanted)
    bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at)
    const opened = stack.kms.send(new Kms.DecryptCommand({ CiphertextBlob: bytes, KeyId }))
    await assert.rejects(opened, /InvalidCiphertext|IncorrectKey|KMSInvalidState/, String(at))
  }
})

test('a certificate that nobody trusts is not', async () => {
  const { proxy } = stack
  const route = { host: '127.0.0.1', port: proxy.port }
  const world = await startWorld({
    xks: { routes: new Map([[proxy.host, route]]), timeoutMs: 1000 },
  })
  const kms = kmsAs(world)
  const create = new Kms.CreateCustomKeyStoreCommand(storeInput(proxy, 'untrusted'))
  await assertRefused(
    kms.send(create),
    'XksProxyUriUnreachableException',
    /^AWS KMS cannot establish a TLS connection to the external key store proxy\./,
  )
  await world.close()
})

test('250 ms are what a proxy has, unless the stack is told otherwise', async () => {
  const { proxy } = stack
  const route = { host: '127.0.0.1', port: proxy.port }
  const xks = { routes: new Map([[proxy.host, route]]), authorities: proxy.certificate }
  const world = await startWorld({ xks })
  proxy.trick = () => true
  const startedMs = performance.now()
  const create = new Kms.CreateCustomKeyStoreCommand(storeInput(proxy, 'slow'))
  await assertRefused(kmsAs(world).send(create), 'XksProxyUriUnreachableException', LATE)
  const tookMs = performance.now() - startedMs
  proxy.trick = undefined
  assert.ok(tookMs >= 240 && tookMs < 900, `it took ${tookMs} ms`)
  await world.close()
})

test('a key store that a stack leaves half connected is connected by the next', async () => {
  const { proxy } = stack
  const route = { host: '127.0.0.1', port: proxy.port }
  const xks = { routes: new Map([[proxy.host, route]]), authorities: proxy.certificate }
  const first = await startWorld({ xks: { ...xks, timeoutMs: 5000 } })
  const kms = kmsAs(first)
  const { CustomKeyStoreId = '' } = await kms.send(
    new Kms.CreateCustomKeyStoreCommand(storeInput(proxy, 'interrupted')),
  )
  let release: (() => void) | undefined
  proxy.trick = (_, response, right) => {
    release = () => send(response, right())
    return true
  }
  await kms.send(new Kms.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  const describe = new Kms.DescribeCustomKeyStoresCommand({ CustomKeyStoreId })
  const [connecting] = (await kms.send(describe)).CustomKeyStores ?? []
  assert.equal(connecting?.ConnectionState, 'CONNECTING')
  // Twice is once, and a disconnect ends it, whatever the proxy says then.
  await kms.send(new Kms.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  proxy.trick = undefined
  release?.()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const [disconnected] = (await kms.send(describe)).CustomKeyStores ?? []
  assert.equal(disconnected?.ConnectionState, 'DISCONNECTED')
  await first.close()
})
