// What holds for every operation, whatever it does: who is let in, and what is recorded.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Athena from '@aws-sdk/client-athena'
import * as CloudTrail from '@aws-sdk/client-cloudtrail'
import * as Glue from '@aws-sdk/client-glue'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import * as Sts from '@aws-sdk/client-sts'
import { registry } from '../../src/server/registry.ts'
import { OrganizationsClient, organizationsCommands } from '../fixtures/organizations-client.ts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow } from '../fixtures/world.ts'
import type { XksWorld } from './kms/external-key-store.ts'
import { startXksWorld } from './kms/external-key-store.ts'
import { makeNamed } from './make-named.ts'
import type { Named } from './named.ts'
import { actionNames, eventNames, needNoPermission, refuseInside, samples } from './samples.ts'

const services = registry({ lookupEventsPerSecond: undefined })
const all = [...services.values()].flatMap(({ model, operations }) =>
  Object.entries(operations).map(([name, { isDataEvent = false }]) => {
    const service = model.signingName
    const operation = `${service}:${name}`
    return {
      service,
      name,
      operation,
      action: actionNames[operation] ?? operation,
      eventName: eventNames[operation] ?? name,
      // HEAD is answered without a body: nothing but the status tells how it went.
      isHead: model.operations[name]?.http?.method === 'HEAD',
      isDataEvent,
      needsNoSignature: model.operations[name]?.unsigned === true,
    }
  }),
)
/** What anybody can send brings its own proof; without it there is neither caller nor event. */
const unsignedOperations = all.filter(({ needsNoSignature }) => needsNoSignature)
const built = all.filter(({ needsNoSignature }) => !needsNoSignature)

let stack: XksWorld
let world: TestWorld
let named: Named
let nobody: Credentials
let forbidden: Credentials
let administrator: Credentials

before(async () => {
  stack = await startXksWorld()
  world = stack.world
  named = await makeNamed(stack)
  nobody = await world.user('nobody')
  administrator = await world.user('administrator', allow('*'))
  forbidden = await world.user('forbidden', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'Nothing', Effect: 'Deny', Action: '*', Resource: '*' },
    ],
  })
})
after(() => stack.close())

const packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  kms: Kms,
  iam: Iam,
  organizations: organizationsCommands,
  sts: Sts,
  cloudtrail: CloudTrail,
  s3: S3,
  glue: Glue,
  athena: Athena,
}
const clients = {
  kms: Kms.KMSClient,
  iam: Iam.IAMClient,
  organizations: OrganizationsClient,
  sts: Sts.STSClient,
  cloudtrail: CloudTrail.CloudTrailClient,
  s3: S3.S3Client,
  glue: Glue.GlueClient,
  athena: Athena.AthenaClient,
} as const

interface Outcome {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly requestId: string
}

/** Sends the sample of an operation; the code is `none` when it went well. */
async function sent(service: string, name: string, as: Credentials): Promise<Outcome> {
  const input = samples[service]?.[name]?.(named)
  assert.ok(input, `${service}:${name} has no sample in samples.ts`)
  const Command = packages[service]?.[`${name}Command`] as new (input: object) => never
  const client = world.client(clients[service as keyof typeof clients] as never, as)
  try {
    const answer = await (client as Sender).send(new Command(input))
    return { code: 'none', message: '', ...known(answer.$metadata) }
  } catch (cause) {
    const { name: code, message, $metadata } = cause as Kms.KMSServiceException
    return { code, message, ...known($metadata) }
  }
}

interface Metadata {
  readonly requestId?: string
  readonly httpStatusCode?: number
}

const known = ({ requestId = '', httpStatusCode: status = 0 }: Metadata) => ({ requestId, status })

interface Sender {
  send(command: unknown): Promise<{ readonly $metadata: Metadata }>
}

/** Sends a request for the operation that nobody signed. */
async function unsigned(service: string, name: string): Promise<{ code?: string; status: number }> {
  const model = services.get(service)?.model
  assert.ok(model)
  const { targetPrefix, apiVersion } = model
  const http = model.operations[name]?.http
  if (!http) {
    const { code, status } = await sendRaw(
      world.endpoint,
      targetPrefix === undefined
        ? { service, body: `Action=${name}&Version=${apiVersion}` }
        : { service, body: '{}', target: `${targetPrefix}.${name}` },
    )
    return { ...(code !== undefined && { code }), status }
  }
  const plain = http.uri.replace('{Bucket}', named.bucket).replace('{Key+}', 'key')
  // The one that nothing but a member in the query tells from others.
  const path = name === 'CompleteMultipartUpload' ? `${plain}?uploadId=x` : plain
  const { method } = http
  const answer = await fetch(world.endpoint + path, { method })
  const [, code] = /<Code>(\w+)<\/Code>/.exec(await answer.text()) ?? []
  return { ...(code !== undefined && { code }), status: answer.status }
}

async function recordsOf(requestId: string, eventName: string): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = []
  const client = world.client(CloudTrail.CloudTrailClient)
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  for await (const page of CloudTrail.paginateLookupEvents({ client }, { LookupAttributes })) {
    for (const { CloudTrailEvent = '{}' } of page.Events ?? []) {
      const record = JSON.parse(CloudTrailEvent) as Record<string, unknown>
      if (record['requestID'] === requestId) records.push(record)
    }
  }
  return records
}

const BAD_REQUEST = 400
const FORBIDDEN = 403

/** What the samples send and no event may hold. */
const SECRETS = ['cGxhaW4gc2VjcmV0', 'plain secret', 'plain-secret', '222222']

for (const { service, name, operation, action, eventName, isHead, isDataEvent } of built) {
  test(`${operation} refuses a request without a signature`, async () => {
    const { code, status } = await unsigned(service, name)
    if (isHead) assert.equal(status, FORBIDDEN)
    else if (service === 's3') assert.equal(code, 'AccessDenied')
    else assert.match(code ?? '', /^MissingAuthenticationToken(Exception)?$/)
  })

  test(`${operation} refuses an access key that does not exist`, async () => {
    const unknown = { ...nobody, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }
    const { code, status } = await sent(service, name, unknown)
    if (isHead) assert.equal(status, FORBIDDEN)
    else assert.match(code, /^(UnrecognizedClientException|Invalid(ClientToken|AccessKey)Id)$/)
  })

  if (needNoPermission.has(operation)) {
    test(`${operation} needs no permission and works under an explicit deny`, async () => {
      assert.equal((await sent(service, name, nobody)).code, 'none')
      assert.equal((await sent(service, name, forbidden)).code, 'none')
    })
    continue
  }

  if (refuseInside.has(operation)) continue

  test(`${operation} is denied to a user without policies, and that is recorded`, async () => {
    const { code, status, message, requestId } = await sent(service, name, nobody)
    const user = `arn:aws:iam::${ACCOUNT}:user/nobody`
    const sentence = `User: ${user} is not authorized to perform: ${action}`
    if (isHead) assert.equal(status, FORBIDDEN)
    else {
      assert.match(code, /^AccessDenied(Exception)?$/)
      assert.ok(message.startsWith(sentence), message)
    }
    const records = await recordsOf(requestId, eventName)
    // Event history keeps no data events.
    assert.equal(records.length, isDataEvent ? 0 : 1)
    for (const record of records) {
      assert.equal(record['errorCode'], 'AccessDenied')
      if (!isHead) assert.equal(record['errorMessage'], message)
      assert.equal(record['responseElements'], null)
      if (service === 's3') continue // Its records go on naming the bucket.
      assert.equal(record['requestParameters'], null)
      assert.equal('resources' in record, false)
    }
  })

  test(`${operation} is denied by an explicit deny, whatever else allows it`, async () => {
    const { code, status, message } = await sent(service, name, forbidden)
    if (isHead) {
      assert.equal(status, FORBIDDEN)
      return
    }
    assert.match(code, /^AccessDenied(Exception)?$/)
    if (operation !== 'sts:AssumeRole') {
      assert.match(message, /with an explicit deny in an identity-based policy/)
    }
  })
}

for (const { service, name, operation } of unsignedOperations) {
  test(`${operation} takes no signature, and refuses what proves nothing`, async () => {
    for (const credentials of [administrator, forbidden]) {
      const { code, status } = await sent(service, name, credentials)
      assert.match(code, /^InvalidIdentityToken(Exception)?$/)
      assert.equal(status, BAD_REQUEST)
    }
  })
}

// Last, for these calls change what the samples name.
for (const { service, name, operation, eventName, isDataEvent } of built) {
  test(`${operation} is allowed to an administrator, and recorded without secrets`, async () => {
    const { code, status, requestId } = await sent(service, name, administrator)
    assert.doesNotMatch(code, /^AccessDenied/)
    assert.notEqual(status, FORBIDDEN)
    const records = await recordsOf(requestId, eventName)
    assert.equal(records.length, isDataEvent ? 0 : 1)
    const text = JSON.stringify(records)
    const proxyCredential = named.keyStoreInput.XksProxyAuthenticationCredential
    const own = [administrator.secretAccessKey, proxyCredential?.RawSecretAccessKey ?? '']
    for (const secret of [...SECRETS, ...own]) {
      assert.ok(!text.includes(secret))
    }
    assert.doesNotMatch(
      text,
      /"(secretAccessKey|sessionToken|plaintext|ciphertextBlob|mac|signature|sharedSecret)":/i,
    )
  })
}

test('every operation that is built has a sample here, and no sample is left over', () => {
  const sampled = Object.entries(samples).flatMap(([service, of]) =>
    Object.keys(of).map((name) => `${service}:${name}`),
  )
  const registered = all.map(({ operation }) => operation)
  assert.deepEqual(sampled.toSorted(), registered.toSorted())
})
