import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { allow } from '../../fixtures/world.ts'
import { refusal, send } from '../../fixtures/xks-proxy.ts'
import type { XksWorld } from './external-key-store.ts'
import {
  connectStore,
  describeStore,
  newExternalKey,
  newStore,
  startXksWorld,
  storeInput,
} from './external-key-store.ts'
import { assertRefused, kmsAs, lastEvent, refusalOf } from './fixture.ts'

let stack: XksWorld

before(async () => {
  stack = await startXksWorld()
})
after(() => stack.close())

const create = (change: object, name = 'refused') =>
  stack.kms.send(
    new Kms.CreateCustomKeyStoreCommand({ ...storeInput(stack.proxy, name), ...change }),
  )

const remove = async (CustomKeyStoreId: string) => {
  const { ConnectionState } = await describeStore(stack.kms, CustomKeyStoreId)
  if (ConnectionState !== 'DISCONNECTED') {
    await stack.kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  }
  await stack.kms.send(new Kms.DeleteCustomKeyStoreCommand({ CustomKeyStoreId }))
}

test('a key store is made, connected, disconnected, deleted, each with its event', async () => {
  const { world, kms, proxy } = stack
  proxy.calls.length = 0
  const { CustomKeyStoreId = '' } = await create({}, 'first')
  assert.match(CustomKeyStoreId, /^cks-[0-9a-f]{17}$/)
  const [asked] = proxy.calls
  assert.ok(asked)
  const { requestMetadata } = asked.body as { requestMetadata: Record<string, string> }
  assert.equal(requestMetadata['kmsOperation'], 'CreateCustomKeyStore')
  assert.match(requestMetadata['kmsRequestId'] ?? '', /^[0-9a-f-]{36}$/)

  const made = await lastEvent(world, 'CreateCustomKeyStore')
  assert.deepEqual(made.responseElements, { customKeyStoreId: CustomKeyStoreId })
  assert.deepEqual(made.requestParameters, {
    customKeyStoreName: 'first',
    customKeyStoreType: 'EXTERNAL_KEY_STORE',
    xksProxyUriEndpoint: `https://${proxy.host}`,
    xksProxyUriPath: '/example/kms/xks/v1',
    xksProxyConnectivity: 'PUBLIC_ENDPOINT',
  })

  const store = await describeStore(kms, CustomKeyStoreId)
  assert.ok(store.CreationDate instanceof Date)
  assert.deepEqual(
    { ...store, CreationDate: undefined },
    {
      CustomKeyStoreId,
      CustomKeyStoreName: 'first',
      ConnectionState: 'DISCONNECTED',
      CreationDate: undefined,
      CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
      XksProxyConfiguration: {
        Connectivity: 'PUBLIC_ENDPOINT',
        AccessKeyId: proxy.credential.AccessKeyId,
        UriEndpoint: `https://${proxy.host}`,
        UriPath: '/example/kms/xks/v1',
      },
    },
  )
  assert.equal((await connectStore(kms, CustomKeyStoreId)).ConnectionState, 'CONNECTED')
  const disconnect = new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId })
  await kms.send(disconnect)
  await assertRefused(kms.send(disconnect), 'CustomKeyStoreInvalidStateException')
  await kms.send(new Kms.DeleteCustomKeyStoreCommand({ CustomKeyStoreId }))
  for (const name of ['Connect', 'Disconnect', 'Delete']) {
    const event = await lastEvent(world, `${name}CustomKeyStore`)
    assert.deepEqual(event.requestParameters, { customKeyStoreId: CustomKeyStoreId })
    if (name === 'Disconnect') continue // The newest one was refused.
    assert.deepEqual(event.additionalEventData, { customKeyStoreName: 'first' })
    assert.equal(event.responseElements, null)
  }
  const missing = new Kms.DescribeCustomKeyStoresCommand({ CustomKeyStoreId })
  await assertRefused(kms.send(missing), 'CustomKeyStoreNotFoundException')
})

test('what a key store needs and what it may not have is said', async () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ CustomKeyStoreType: undefined }, 'UnsupportedOperationException'],
    [{ CustomKeyStoreType: 'AWS_CLOUDHSM' }, 'UnsupportedOperationException'],
    [{ XksProxyConnectivity: undefined }, 'ValidationException'],
    [{ XksProxyUriPath: undefined }, 'ValidationException'],
    [{ XksProxyAuthenticationCredential: undefined }, 'ValidationException'],
    [{ KeyStorePassword: 'kmsPswd' }, 'ValidationException'],
    [{ XksProxyUriEndpoint: 'http://xks.example.com' }, 'ValidationException'],
    [{ XksProxyUriEndpoint: 'https://xks.example.com:8443' }, 'ValidationException'],
    [{ XksProxyUriEndpoint: 'https://user@xks.example.com' }, 'ValidationException'],
    [{ XksProxyUriEndpoint: 'https://127.0.0.1' }, 'XksProxyInvalidConfigurationException'],
    [{ XksProxyUriEndpoint: 'https://0x7f.0.0.1' }, 'XksProxyInvalidConfigurationException'],
    [{ XksProxyUriEndpoint: 'https://2130706433' }, 'XksProxyInvalidConfigurationException'],
    [
      { XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0' },
      'ValidationException',
    ],
  ]
  for (const [change, code] of cases) {
    const { code: given, message } = await refusalOf(create(change))
    assert.equal(given, code, `${JSON.stringify(change)}: ${message}`)
  }
})

test('no proxy on this machine or in a private network is reached, whatever its name', async () => {
  const before = stack.proxy.connections()
  for (const XksProxyUriEndpoint of ['https://localhost', 'https://ip6-localhost.localhost']) {
    await assertRefused(
      create({ XksProxyUriEndpoint }),
      'XksProxyUriUnreachableException',
      /^AWS KMS cannot communicate with the external key store proxy\./,
    )
  }
  assert.equal(stack.proxy.connections(), before)
})

test('names, addresses and private DNS names are one key store’s alone', async () => {
  const { kms, proxy } = stack
  const { CustomKeyStoreId = '' } = await create({}, 'taken')
  await assertRefused(create({}, 'taken'), 'CustomKeyStoreNameInUseException')
  await assertRefused(create({}, 'other'), 'XksProxyUriInUseException')
  const XksProxyUriEndpoint = `https://${proxy.host.toUpperCase()}`
  await assertRefused(create({ XksProxyUriEndpoint }, 'other'), 'XksProxyUriInUseException')
  const service = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0'
  const behindService = {
    XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE' as const,
    XksProxyVpcEndpointServiceName: service,
    XksProxyUriPath: '/other/kms/xks/v1',
  }
  await assertRefused(create(behindService), 'XksProxyUriEndpointInUseException')
  const elsewhere = { ...behindService, XksProxyUriEndpoint: 'https://nowhere.example.com' }
  await assertRefused(create(elsewhere), 'XksProxyVpcEndpointServiceNotFoundException')
  const routed = { ...behindService, XksProxyUriEndpoint: 'https://other.example.com' }
  // Not asked for its health before it is connected: its certificate is not for that name.
  const { CustomKeyStoreId: behind = '' } = await create(routed, 'behind a service')
  await assertRefused(create({ ...elsewhere }), 'XksProxyVpcEndpointServiceInUseException')
  const failed = await connectStore(kms, behind)
  assert.equal(failed.ConnectionState, 'FAILED')
  assert.equal(failed.ConnectionErrorCode, 'XKS_PROXY_INVALID_TLS_CONFIGURATION')
  const again = new Kms.ConnectCustomKeyStoreCommand({ CustomKeyStoreId: behind })
  await assertRefused(kms.send(again), 'CustomKeyStoreInvalidStateException')
  const one = new Kms.DescribeCustomKeyStoresCommand({ CustomKeyStoreName: 'taken' })
  assert.equal((await kms.send(one)).CustomKeyStores?.[0]?.CustomKeyStoreId, CustomKeyStoreId)
  await remove(behind)
  await remove(CustomKeyStoreId)
})

test('key stores are told page by page, and there are at most ten', async () => {
  const { kms } = stack
  const ids: string[] = []
  // The fixture knows one path only.
  stack.proxy.trick = (_, response) => {
    send(response, { status: 200, body: HEALTH })
    return true
  }
  for (let made = 0; made < 10; made += 1) {
    const XksProxyUriPath = `/example/${made}/kms/xks/v1`
    const { CustomKeyStoreId = '' } = await create({ XksProxyUriPath }, `paged ${made}`)
    ids.push(CustomKeyStoreId)
  }
  stack.proxy.trick = undefined
  await assertRefused(
    create({ XksProxyUriPath: '/eleventh/kms/xks/v1' }, 'eleventh'),
    'LimitExceededException',
  )
  const found: string[] = []
  let Marker: string | undefined
  do {
    const page = await kms.send(new Kms.DescribeCustomKeyStoresCommand({ Limit: 4, Marker }))
    found.push(...(page.CustomKeyStores ?? []).map((store) => store.CustomKeyStoreId ?? ''))
    Marker = page.NextMarker
  } while (Marker !== undefined)
  assert.deepEqual(found, ids.toSorted())
  const bad = new Kms.DescribeCustomKeyStoresCommand({ Marker: 'bad' })
  await assertRefused(kms.send(bad), 'InvalidMarkerException')
  for (const id of ids) await remove(id)
})

const HEALTH = {
  xksProxyFleetSize: 1,
  xksProxyVendor: 'Example',
  xksProxyModel: 'Example',
  ekmVendor: 'Example',
  ekmFleetDetails: [{ id: '1', model: 'Example', healthStatus: 'ACTIVE' }],
}

const UNAVAILABLE = [{ id: '1', model: 'Example', healthStatus: 'UNAVAILABLE' }]

/** What the proxy answers, the refusal of a new key store, and why an old one is not connected. */
const TROUBLES: readonly (readonly [{ status: number; body: object }, string, string])[] = [
  [
    refusal(401, 'AuthenticationFailedException'),
    'XksProxyIncorrectAuthenticationCredentialException',
    'INVALID_CREDENTIALS',
  ],
  [
    refusal(404, 'InvalidUriPathException'),
    'XksProxyInvalidConfigurationException',
    'XKS_PROXY_INVALID_CONFIGURATION',
  ],
  [
    refusal(403, 'AccessDeniedException'),
    'XksProxyInvalidResponseException',
    'XKS_PROXY_ACCESS_DENIED',
  ],
  [
    refusal(429, 'ThrottlingException'),
    'XksProxyUriUnreachableException',
    'XKS_PROXY_NOT_REACHABLE',
  ],
  [
    refusal(503, 'DependencyTimeoutException'),
    'XksProxyUriUnreachableException',
    'XKS_PROXY_TIMED_OUT',
  ],
  [refusal(500, 'Unheard'), 'XksProxyInvalidResponseException', 'XKS_PROXY_INVALID_RESPONSE'],
  [{ status: 200, body: {} }, 'XksProxyInvalidResponseException', 'XKS_PROXY_INVALID_RESPONSE'],
  [
    { status: 200, body: { ...HEALTH, ekmFleetDetails: [] } },
    'XksProxyInvalidResponseException',
    'XKS_PROXY_INVALID_RESPONSE',
  ],
  [
    { status: 200, body: { ...HEALTH, ekmFleetDetails: UNAVAILABLE } },
    'XksProxyUriUnreachableException',
    'XKS_PROXY_NOT_REACHABLE',
  ],
]

test('why a proxy is of no use is said when the store is made, and connected', async () => {
  const { kms, proxy } = stack
  const { CustomKeyStoreId = '' } = await create({}, 'troubled')
  const otherPath = { XksProxyUriPath: '/troubled/kms/xks/v1' }
  for (const [reply, code, errorCode] of TROUBLES) {
    proxy.trick = (_, response) => {
      send(response, reply as never)
      return true
    }
    const { code: given, message } = await refusalOf(create(otherPath))
    assert.equal(given, code, JSON.stringify(reply))
    assert.doesNotMatch(message, /a word for whoever/)
    const { ConnectionState, ConnectionErrorCode } = await connectStore(kms, CustomKeyStoreId)
    assert.equal(ConnectionState, 'FAILED')
    assert.equal(ConnectionErrorCode, errorCode, JSON.stringify(reply))
    await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  }
  proxy.trick = undefined
  await assertRefused(
    create({
      ...otherPath,
      XksProxyUriPath: '/wrong/kms/xks/v1',
    }),
    'XksProxyInvalidConfigurationException',
  )
  const RawSecretAccessKey = 'A'.repeat(43)
  const XksProxyAuthenticationCredential = { ...proxy.credential, RawSecretAccessKey }
  await assertRefused(
    create({ ...otherPath, XksProxyAuthenticationCredential }),
    'XksProxyIncorrectAuthenticationCredentialException',
  )
  await remove(CustomKeyStoreId)
})

test('a connected key store gets another name and credential, and no other address', async () => {
  const { kms, proxy, world } = stack
  const CustomKeyStoreId = await newStore(stack, 'updated')
  const update = (change: object) =>
    kms.send(new Kms.UpdateCustomKeyStoreCommand({ CustomKeyStoreId, ...change }))
  await assertRefused(update({}), 'ValidationException')
  await update({ NewCustomKeyStoreName: 'renamed' })
  assert.equal((await describeStore(kms, CustomKeyStoreId)).CustomKeyStoreName, 'renamed')
  const wrong = { ...proxy.credential, RawSecretAccessKey: 'B'.repeat(43) }
  await assertRefused(
    update({ XksProxyAuthenticationCredential: wrong }),
    'XksProxyIncorrectAuthenticationCredentialException',
  )
  await update({ XksProxyAuthenticationCredential: proxy.credential })
  const event = await lastEvent(world, 'UpdateCustomKeyStore')
  assert.deepEqual(event.requestParameters, { customKeyStoreId: CustomKeyStoreId })
  assert.deepEqual(event.additionalEventData, { customKeyStoreName: 'renamed' })
  const move = { XksProxyUriEndpoint: 'https://other.example.com' }
  await assertRefused(update(move), 'CustomKeyStoreInvalidStateException')
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  await assertRefused(update(move), 'XksProxyUriUnreachableException', /TLS connection/)
  await update({
    XksProxyConnectivity: 'VPC_ENDPOINT_SERVICE',
    XksProxyVpcEndpointServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0',
  })
  assert.equal((await connectStore(kms, CustomKeyStoreId)).ConnectionState, 'CONNECTED')
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  await update({ XksProxyConnectivity: 'PUBLIC_ENDPOINT' })
  const { XksProxyConfiguration } = await describeStore(kms, CustomKeyStoreId)
  assert.equal(XksProxyConfiguration?.VpcEndpointServiceName, undefined)
  await remove(CustomKeyStoreId)
})

test('a key store with keys is not deleted, even with one that is pending deletion', async () => {
  const { kms, world } = stack
  const CustomKeyStoreId = await newStore(stack, 'full')
  const { KeyId = '' } = await newExternalKey(stack, CustomKeyStoreId, 'key-of-full')
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  const command = new Kms.DeleteCustomKeyStoreCommand({ CustomKeyStoreId })
  await assertRefused(kms.send(command), 'CustomKeyStoreHasCMKsException')
  await kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }))
  await assertRefused(kms.send(command), 'CustomKeyStoreHasCMKsException')
  await fetch(`${world.endpoint}/_sparekey/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: '8d' }),
  })
  await kms.send(command)
})

test('key stores need permission on *, and only in IAM', async () => {
  const { world } = stack
  const alice = kmsAs(world, await world.user('alice', allow('kms:DescribeCustomKeyStores')))
  await alice.send(new Kms.DescribeCustomKeyStoresCommand({}))
  const bob = kmsAs(
    world,
    await world.user('bob', allow('kms:*', `arn:aws:kms:us-east-1:111122223333:key/*`)),
  )
  await assertRefused(
    bob.send(new Kms.DescribeCustomKeyStoresCommand({})),
    'AccessDeniedException',
    /is not authorized to perform: kms:DescribeCustomKeyStores on resource: \*/,
  )
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'kms:DescribeCustomKeyStores',
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } },
      },
    ],
  }
  const carol = kmsAs(world, await world.user('carol', policy))
  await carol.send(new Kms.DescribeCustomKeyStoresCommand({}))
})

test('the secret of a proxy is nowhere in the data directory', async () => {
  const { world, proxy } = stack
  const CustomKeyStoreId = await newStore(stack, 'secretive')
  const secret = proxy.credential.RawSecretAccessKey
  const files = readdirSync(world.data, { recursive: true, withFileTypes: true })
  const written = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name)))
  assert.ok(written.some((bytes) => bytes.includes(CustomKeyStoreId)))
  assert.ok(!written.some((bytes) => bytes.includes(secret)))
  await remove(CustomKeyStoreId)
})
