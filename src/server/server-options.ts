import type { AccountId } from '../base/account-id.ts'
import type { Region } from '../base/region.ts'
import type { SecretBytes } from '../base/secret-bytes.ts'
import type { LogLevel } from './log-levels.ts'
import type { PageOfAll } from './metrics/stack-metrics.ts'
import type { RootKeyOptions } from './root-key/root-key-source.ts'
import type { SharedStoreOptions } from './open-store.ts'
import type { AthenaEngine } from './queries/athena-engine.ts'
import type { XksOptions } from '../services/kms/api.ts'
import type { RootAccessKey } from '../services/iam/api.ts'
import type { SeedSource } from './seed/apply-seed.ts'
import type { CertificateFiles } from './tls/certificate.ts'
import type { VpcEndpointOptions } from './vpc-endpoint.ts'

/** The current root key, and those that it is taking the place of. */
export interface SealingKeys {
  readonly current: SecretBytes
  readonly former: readonly SecretBytes[]
}

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  /** Absent: HTTP in clear. */
  readonly certificate?: CertificateFiles
  /** With a certificate: also a door in clear, on a free port of loopback, for the console. */
  readonly consoleDoor?: boolean
  /** The data directory; made when it is not there. */
  readonly data: string
  /** Where the state is, if other nodes are to share it; absent: in the data directory. */
  readonly shared?: SharedStoreOptions
  /** Where the root key comes from; absent: a file beside the data directory. */
  readonly rootKey?: RootKeyOptions
  /** In place of `rootKey`: they are open already. */
  readonly rootKeys?: SealingKeys
  /** For files that nobody else sees; absent: the data directory. */
  readonly scratch?: string
  /** The Region named to people; every commercial Region is served. */
  readonly region: Region
  /** At least one. */
  readonly accounts: readonly [AccountId, ...AccountId[]]
  /** For each account and Region; undefined: as many as come. */
  readonly lookupEventsPerSecond: number | undefined
  /** How long events are collected for one log file of a trail; absent: five minutes. */
  readonly trailIntervalMs?: number
  /** What runs Athena's queries; absent: DuckDB. */
  readonly athenaEngine?: AthenaEngine
  /** Queries stay in the queue: a test can look at them there. */
  readonly queriesWait?: boolean
  readonly insecureAllowReset: boolean
  readonly insecureAllowClock: boolean
  /** Whether a root user's request may be a service's call: see `serviceCallHeaders`. */
  readonly insecureAllowServiceCalls?: boolean
  /** Said to be right: HTTP in clear where others may listen in. */
  readonly insecurePlainHttp?: boolean
  /** Whether AWS's request quotas are held, per account, Region and operation. */
  readonly throttle?: boolean
  /** What comes while so many are not answered is told to come again; absent: 1024. */
  readonly requestsInFlightMax?: number
  /** How external key store proxies are reached; absent: at public addresses only. */
  readonly xks?: XksOptions
  /** Further ways in, each on a port of its own; absent: none. */
  readonly vpcEndpoints?: readonly VpcEndpointOptions[]
  /** Whether `<data>/credentials` is written. */
  readonly credentialsFile: boolean
  /** Fixes the first account's root access key. */
  readonly rootAccessKey?: RootAccessKey
  /** What the stack is to hold before it listens. Its accounts are opened too. */
  readonly seed?: SeedSource
  readonly logLevel?: LogLevel
  /** URL of a collector that is sent a span for every request; absent: none is. */
  readonly otlp?: string
  /** Of one of several processes; absent: it tells its own metrics. */
  readonly pageOfAll?: PageOfAll
  /** How long the stack goes on after the word to stop, unready; absent: not at all. */
  readonly drainMs?: number
  /** From the first byte of a request to its last; a test can wait for less than 30 seconds. */
  readonly requestMsMax?: number
}
