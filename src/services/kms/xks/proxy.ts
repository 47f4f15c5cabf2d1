// What KMS needs of an external key store proxy, however it is reached.

import type { JsonObject } from '../../../base/json.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { XksProxyConnectivityType } from '../model.ts'
import { ProxyFailure } from './failures.ts'

/** Where a proxy is and what KMS signs its requests with. */
export interface ProxyAddress {
  readonly connectivity: XksProxyConnectivityType
  /** `https://xks.example.com` */
  readonly uriEndpoint: string
  /** `/kms/xks/v1`, perhaps with a path before it. */
  readonly uriPath: string
}

export interface ProxyCredential {
  readonly accessKeyId: string
  readonly secretAccessKey: SecretBytes
}

export interface ProxyRequest {
  readonly address: ProxyAddress
  readonly credential: ProxyCredential
  readonly region: string
  /** Behind the path of the proxy: `/health`. */
  readonly path: string
  readonly body: JsonObject
}

export interface XksProxies {
  /** The JSON of a successful answer; rejects with ProxyFailure, and with nothing else. */
  readonly send: (request: ProxyRequest) => Promise<unknown>
  /** Whether the stack was told where this host is: what stands for a VPC endpoint service. */
  readonly isRouted: (uriEndpoint: string) => boolean
}

/** Whoever connects key stores, outside of requests. It may neither fail nor wait. */
export interface KeyStoreConnector {
  /** There is a key store to connect, and its row is durable. */
  readonly wake: () => void
}

/** For whoever only looks at what services there are. */
export const noProxies: XksProxies = {
  send: () => Promise.reject(new ProxyFailure('noConnection')),
  isRouted: () => false,
}

export const noConnector: KeyStoreConnector = { wake: () => undefined }
