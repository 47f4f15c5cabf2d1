// A stack with an external key store proxy beside it.

import assert from 'node:assert/strict'
import * as Kms from '@aws-sdk/client-kms'
import type { TestWorld, WorldOptions } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import type { XksProxyFixture } from '../../fixtures/xks-proxy.ts'
import { startXksProxy, XKS_PATH } from '../../fixtures/xks-proxy.ts'

export interface XksWorld {
  readonly world: TestWorld
  readonly proxy: XksProxyFixture
  readonly kms: Kms.KMSClient
  readonly close: () => Promise<void>
}

/** The certificate is trusted and the way known, as whoever runs a stack says it. */
export async function startXksWorld(options: WorldOptions = {}): Promise<XksWorld> {
  const proxy = await startXksProxy()
  const way = { host: '127.0.0.1', port: proxy.port }
  const world = await startWorld({
    xks: {
      authorities: proxy.certificate,
      routes: new Map([
        [proxy.host, way],
        // Its certificate is not for this one.
        ['other.example.com', way],
      ]),
      // What waits for an answer that never comes waits for that long; all others take some ms.
      timeoutMs: 1000,
    },
    ...options,
  })
  return {
    world,
    proxy,
    kms: world.client(Kms.KMSClient),
    close: async () => {
      await world.close()
      await proxy.close()
    },
  }
}

export const storeInput = (
  { host, credential }: XksProxyFixture,
  CustomKeyStoreName: string,
): Kms.CreateCustomKeyStoreCommandInput => ({
  CustomKeyStoreName,
  CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
  XksProxyConnectivity: 'PUBLIC_ENDPOINT',
  XksProxyUriEndpoint: `https://${host}`,
  XksProxyUriPath: XKS_PATH,
  XksProxyAuthenticationCredential: credential,
})

export async function describeStore(
  kms: Kms.KMSClient,
  CustomKeyStoreId: string,
): Promise<Kms.CustomKeyStoresListEntry> {
  const command = new Kms.DescribeCustomKeyStoresCommand({ CustomKeyStoreId })
  const [store] = (await kms.send(command)).CustomKeyStores ?? []
  assert.ok(store)
  return store
}

/** Asks for the connection, and resolves to the store when it is known how that went. */
export async function connectStore(
  kms: Kms.KMSClient,
  CustomKeyStoreId: string,
  everyMs = 5,
): Promise<Kms.CustomKeyStoresListEntry> {
  await kms.send(new Kms.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }))
  for (;;) {
    const store = await describeStore(kms, CustomKeyStoreId)
    if (store.ConnectionState !== 'CONNECTING') return store
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** A key store that is connected. */
export async function newStore(
  { kms, proxy }: XksWorld,
  name: string,
  everyMs?: number,
): Promise<string> {
  const { CustomKeyStoreId } = await kms.send(
    new Kms.CreateCustomKeyStoreCommand(storeInput(proxy, name)),
  )
  assert.ok(CustomKeyStoreId)
  assert.equal((await connectStore(kms, CustomKeyStoreId, everyMs)).ConnectionState, 'CONNECTED')
  return CustomKeyStoreId
}

export async function newExternalKey(
  { kms, proxy }: XksWorld,
  CustomKeyStoreId: string,
  XksKeyId: string,
): Promise<Kms.KeyMetadata> {
  proxy.addKey(XksKeyId)
  const { KeyMetadata } = await kms.send(
    new Kms.CreateKeyCommand({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId }),
  )
  assert.ok(KeyMetadata)
  return KeyMetadata
}
