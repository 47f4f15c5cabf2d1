// The stack over TLS: what clients, events and policies see of it, and a renewed certificate.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect } from 'node:tls'
import { setTimeout as wait } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { serveStack, sparekey } from '../cli/sparekey.ts'
import { selfSigned } from '../fixtures/self-signed.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { startWorld } from '../fixtures/world.ts'

let folder: string
let files: { readonly cert: string; readonly key: string }
let ca: string
let world: TestWorld

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparekey-tls-'))
  files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  ca = newCertificate()
  world = await startWorld({ certificate: files, consoleDoor: true })
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

/** Puts one into the files, as a tool that renews them does, and answers it. */
function newCertificate(): string {
  const made = selfSigned('localhost')
  for (const name of ['cert', 'key'] as const) {
    writeFileSync(`${files[name]}.new`, made[name])
    renameSync(`${files[name]}.new`, files[name])
  }
  return made.cert
}

const portOf = (endpoint: string): number => Number(new URL(endpoint).port)

const overTls = <Client>(
  Client: new (options: {
    endpoint: string
    region: string
    credentials: ReturnType<TestWorld['root']>
    requestHandler: { httpsAgent: { ca: string } }
  }) => Client,
): Client =>
  new Client({
    endpoint: `https://localhost:${portOf(world.endpoint)}`,
    region: 'us-east-1',
    credentials: world.root(),
    requestHandler: { httpsAgent: { ca } },
  })

/** What is served, whoever vouches for it, in base64. */
async function servedAt(port: number): Promise<string> {
  const socket = connect({ port, host: 'localhost', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { raw } = socket.getPeerCertificate()
  socket.destroy()
  return raw.toString('base64')
}

const derOf = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')

test('an SDK client speaks to the stack over TLS, and its events tell the details', async () => {
  assert.match(world.endpoint, /^https:/)
  const { KeyMetadata } = await overTls(KMSClient).send(new CreateKeyCommand({}))
  const { Events = [] } = await overTls(CloudTrailClient).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateKey' }],
    }),
  )
  const record = JSON.parse(Events[0]?.CloudTrailEvent ?? '{}')
  assert.equal(record.responseElements.keyMetadata.arn, KeyMetadata?.Arn)
  assert.deepEqual(record.tlsDetails, {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    clientProvidedHostHeader: `localhost:${portOf(world.endpoint)}`,
  })
})

test('a policy may ask for TLS, which the door of the console does not speak', async () => {
  const onlyOverTls = {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  const { ownEndpoint } = world.server
  assert.match(ownEndpoint, /^http:\/\/127\.0\.0\.1:/)
  const at = { endpoint: ownEndpoint, region: 'us-east-1' }
  const iam = new IAMClient({ ...at, credentials: world.root() })
  await iam.send(new CreateUserCommand({ UserName: 'tls' }))
  const allowed = { Effect: 'Allow', Action: '*', Resource: '*' }
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'tls',
      PolicyName: 'tls',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [allowed, onlyOverTls],
      }),
    }),
  )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'tls' }))
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  }
  const inClear = new KMSClient({ ...at, credentials })
  await assert.rejects(inClear.send(new ListKeysCommand({})), { name: 'AccessDeniedException' })
  const secure = new KMSClient({
    ...at,
    endpoint: `https://localhost:${portOf(world.endpoint)}`,
    credentials,
    requestHandler: { httpsAgent: { ca } },
  })
  await secure.send(new ListKeysCommand({}))
})

test('over TLS any name that the certificate has is the stack’s, but no web page', async () => {
  const ask = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const port = portOf(world.endpoint)
    const url = `https://localhost:${port}/_sparekey/health`
    const asking = get(url, { ca, headers, servername: 'localhost' })
    const [answer] = await once(asking, 'response')
    answer.resume()
    return answer.statusCode
  }
  assert.equal(await ask({ host: 'kms.example.com' }), 200)
  assert.equal(await ask({ host: 'kms.example.com', origin: 'https://example.com' }), 403)
})

test('HTTP in clear, and TLS below 1.2, get no answer', async () => {
  const port = portOf(world.endpoint)
  await assert.rejects(fetch(`http://127.0.0.1:${port}/_sparekey/health`))
  const old = connect({ port, host: 'localhost', ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })
  await assert.rejects(once(old, 'secureConnect'))
})

test('a certificate that is renewed is served to the next connection', async () => {
  const port = portOf(world.endpoint)
  assert.equal(await servedAt(port), derOf(ca))
  ca = newCertificate()
  world.server.reloadCertificate()
  assert.equal(await servedAt(port), derOf(ca))
})

test('files that do not go together are not served: the old certificate stays', async () => {
  const port = portOf(world.endpoint)
  writeFileSync(files.cert, selfSigned('localhost').cert)
  world.server.reloadCertificate()
  assert.equal(await servedAt(port), derOf(ca))
  ca = newCertificate()
  world.server.reloadCertificate()
  assert.equal(await servedAt(port), derOf(ca))
})

test('the command reads the files again when they change, and on SIGHUP at once', async (t) => {
  const flags = ['--tls-cert', files.cert, '--tls-key', files.key, '--no-console']
  const { endpoint, child } = await serveStack(t, flags)
  assert.match(endpoint, /^https:\/\/127\.0\.0\.1:/)
  const port = portOf(endpoint)
  ca = newCertificate()
  child.kill('SIGHUP')
  const comesWithin = async (ms: number): Promise<boolean> => {
    for (let waits = 0; waits < ms / 50; waits += 1) {
      if ((await servedAt(port)) === derOf(ca)) return true
      await wait(50)
    }
    return false
  }
  // By itself it looks every five seconds.
  assert.ok(await comesWithin(2000), 'SIGHUP')
  ca = newCertificate()
  assert.ok(await comesWithin(10_000), 'by itself')
  assert.equal(child.exitCode, null)
})

test('where others may listen in, the stack starts with a certificate only', async () => {
  const none = await sparekey(['serve', '--host', '0.0.0.0', '--data', join(folder, 'data')])
  assert.equal(none.code, 1)
  assert.match(none.stderr, /on `0\.0\.0\.0` others can listen in: the stack needs a certificate/)
  assert.match(none.stderr, /hint: --tls-cert FILE --tls-key FILE/)
  const half = await sparekey(['serve', '--tls-cert', files.cert])
  assert.match(half.stderr, /TLS takes a certificate and its key/)
  const wrong = ['--tls-cert', files.cert, '--tls-key', files.cert]
  const neither = await sparekey(['serve', ...wrong, '--data', join(folder, 'data')])
  assert.match(neither.stderr, /are no certificate with its private key/)
})

test('it may be told that something in front speaks TLS', async (t) => {
  const at = ['--host', '0.0.0.0', '--insecure-plain-http', '--no-console']
  const { endpoint } = await serveStack(t, at)
  const answer = await fetch(`http://127.0.0.1:${portOf(endpoint)}/_sparekey/info`)
  const { insecure } = (await answer.json()) as { insecure: readonly string[] }
  assert.deepEqual(insecure, ['insecure-plain-http'])
})
