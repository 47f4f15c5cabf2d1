// One request on its way through the pipeline, and what the steps have to work with.

import { AssertionError } from 'node:assert'
import type { Logger } from 'pino'
import type { AwsError } from '../aws/errors.ts'
import type { Payload } from '../aws/payload/open-payload.ts'
import type { ProtocolName } from '../aws/protocols/protocols.ts'
import type { WireRequest } from '../aws/wire-request.ts'
import type { AccountId } from '../base/account-id.ts'
import type { Caller } from '../base/caller.ts'
import type { Region } from '../base/region.ts'
import type { World } from '../base/world.ts'
import type { RotatingSealer } from '../crypto/seal.ts'
import type {
  AnyOperation,
  Chosen,
  Content,
  InnerCall,
  Performed,
  Question,
  RequestScope,
  Service,
} from '../services/operation.ts'
import type { Change, Store, StoredEvent } from '../store/store.ts'
import type { RequestFiles } from './request-files.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { RequestRates } from './throttle/request-rates.ts'
import type { VpcEndpoint } from './vpc-endpoint.ts'
import type { RequestWatch } from './watch/request-watch.ts'

/** What the server is composed of; the same for every request. */
export interface House {
  readonly world: World
  readonly store: Store
  readonly sealer: RotatingSealer
  /** By signing name. */
  readonly services: ReadonlyMap<string, AnyService>
  readonly signingKeys: SigningKeys
  /** How long events are collected for one log file of a trail. */
  readonly trailIntervalMs: number
  /** Whether `serviceCallHeaders` mean anything. */
  readonly allowsServiceCalls: boolean
  /** Hears of an account that a request has opened, once it is durable. */
  readonly accountOpened: (account: AccountId) => void
  readonly log: Logger
  readonly requests: RequestWatch
  /** What comes while so many are not answered is refused. */
  readonly requestsInFlightMax: number
  /** Undefined: AWS's request quotas are not held. */
  readonly rates?: RequestRates | undefined
}

/** A service among others: its scope is known to its operations only. */
export type AnyService = Service<RequestScope>

/** The bytes as they came. */
export interface Arrival extends WireRequest {
  readonly requestId: string
  /** By the wall clock, which is what a signature's date is held against. */
  readonly arrivedAt: Date
  readonly sourceIp: string
  readonly vpcEndpoint?: VpcEndpoint
  /** Present over TLS. */
  readonly tls?: { readonly version: string; readonly cipherSuite: string }
  /** The body of a request that may be of any length; `body` is empty then. */
  readonly unread?: UnreadBody
}

/** A body that is read only when the request has been let in, and then once. */
export interface UnreadBody {
  readonly chunks: () => AsyncIterable<Uint8Array>
}

export interface Answer {
  readonly status: number
  /** Besides those that every answer carries. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** In place of `body`. */
  readonly content?: Content
}

/** What is known of a signature once it is verified. */
export interface RequestSignature {
  readonly isPresigned: boolean
  readonly signedAt: Date
  /** In lower case: nobody has changed these on the way. */
  readonly signedHeaders: readonly string[]
}

/** A call by whoever runs the stack, as an account's root user. */
export interface OperatorCall {
  /** What the event has for `userAgent`: where the change came from. */
  readonly userAgent: string
  readonly chosen?: Chosen
}

/** Does its part, or throws what the request is refused with. A promise is waited for. */
export type Step = (exchange: Exchange) => void | Promise<void>

/** Each member is set by the step of the same order; later steps rely on it. */
export interface Exchange {
  readonly house: House
  readonly arrival: Arrival
  /** Goes through the pipeline again, from validate on, as this caller. */
  readonly call: (inner: InnerCall, caller: Caller) => Promise<unknown>
  /** The same, for the content of its answer. */
  readonly read: (inner: InnerCall, caller: Caller) => Promise<Content | undefined>
  readonly files: RequestFiles
  /** Whoever runs the stack calls: no policy has a say, and the event names the agent. */
  readonly operator?: OperatorCall
  /** decode; the protocol is known even of a request for an operation that is not. */
  protocol?: ProtocolName
  service?: AnyService
  operationName?: string
  operation?: AnyOperation<RequestScope>
  input?: unknown
  /** shed: nobody was asked for. */
  isShed?: boolean
  /** authenticate */
  caller?: Caller
  region?: Region
  /** Of a request that came over the wire. */
  signature?: RequestSignature
  content?: Payload
  /** resolve */
  scope?: RequestScope
  questions?: readonly Question[]
  /** throttle */
  isCounted?: boolean
  /** prepare; authorized: nothing was waited for, so resolve and authorize need not run again. */
  prepared?: unknown
  isAuthorized?: boolean
  /** perform */
  performed?: Performed<unknown>
  /** record */
  events?: readonly StoredEvent[]
  changes?: readonly Change[]
  /** Why the request is refused; set by whichever step refused it. */
  failure?: AwsError
  refusedBy?: Step
  /** commit: nothing was kept, for another node was faster. */
  overtaken?: 'itself' | 'bystander'
  /** encode */
  answer?: Answer
}

/** What an earlier step has set. The order of the pipeline is what makes it true. */
export function settled<T>(value: T | undefined, by: string): T {
  if (value === undefined) throw new AssertionError({ message: `${by} has not run` })
  return value
}
