// What a service is made of, and what one operation sees. Nothing here knows a particular service.

import type { AccountId } from '../base/account-id.ts'
import type { Caller, CallingService } from '../base/caller.ts'
import type { Json, JsonObject } from '../base/json.ts'
import type { Region } from '../base/region.ts'
import type { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import type { EventResource, ServiceAct } from '../audit/record.ts'
import type { AwsError } from '../aws/errors.ts'
import type { Payload } from '../aws/payload/open-payload.ts'
import type { ServiceModel } from '../aws/shapes.ts'
import type { Sealer } from '../crypto/seal.ts'
import type {
  ContextValue,
  Decision,
  Grant,
  ResourceMention,
  ResourcePolicy,
} from '../policy/index.ts'
import type { FileChanges, FileId, OpenFile, WrittenFile } from '../store/object-file.ts'
import type { Change, Entry, StoreView } from '../store/store.ts'

/** What every operation sees of the request and of the house; a service adds its resources. */
export interface RequestScope {
  readonly world: World
  readonly store: StoreView
  readonly sealer: Sealer
  readonly caller: Caller
  /** The caller's account. A resource may belong to another. */
  readonly account: AccountId
  readonly region: Region
  readonly requestId: string
  /** The time of the request: one value from decode to the event. */
  readonly now: Date
  /**
   * Asks the policies in force about this caller, as the pipeline does before `perform`. For
   * checks that are part of an operation, such as the policy lockout safety check.
   */
  readonly decide: (question: Question) => Decision
  /**
   * Calls another service, for `prepare` only: authorized, recorded and made durable by itself.
   * Resolves to the output, or rejects with the AwsError that the call was refused with.
   */
  readonly call: (inner: InnerCall) => Promise<unknown>
  /**
   * The same, of an operation whose output is a stream: resolves to its content. Undefined: there
   * is none.
   */
  readonly read: (inner: InnerCall) => Promise<Content | undefined>
  /** The request's body, where the operation's input is a stream. */
  readonly content?: Payload
  readonly files: RequestFiles
  /** The one that the request came through. */
  readonly vpcEndpoint?: { readonly id: string; readonly vpcId?: string }
  /** How the request came over the wire; absent where a service calls. */
  readonly wire?: WireFacts
  /** Present where the stack's operator calls. */
  readonly chosen?: Chosen
}

/** What is left to chance otherwise. Only the stack's operator chooses: nothing of it is wire. */
export interface Chosen {
  /** CreateKey */
  readonly keyId?: string
  /** CreateKey: 32 bytes. */
  readonly keyMaterial?: SecretBytes
  /** CreateUser, CreateRole */
  readonly uniqueId?: string
  /** CreateAccessKey */
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
}

/** What there is to go by where no signature says who calls. */
export type UnsignedScope = Pick<RequestScope, 'world' | 'store' | 'now'>

/** Files as one request has them: none is left behind when it ends. */
export interface RequestFiles {
  /** The file is kept when the answer of `perform` adopts it, and otherwise removed. */
  write(chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile>
  /** Closed when the request ends, unless its answer has a content: that closes it then. */
  open(id: FileId): Promise<OpenFile>
}

/** What can be asked about a signed request besides what it says. */
export interface WireFacts {
  /** The signature stands in the query. */
  readonly isPresigned: boolean
  readonly signedAt: Date
  /** The header `x-amz-content-sha256`. */
  readonly contentSha256?: string
  /** `1.3`; present over TLS. */
  readonly tlsVersion?: string
}

/** A call that a service makes in the name of its own caller. */
export interface InnerCall {
  /** The signing name of the service that is called: `kms`. */
  readonly service: string
  readonly operation: string
  readonly input: object
  readonly region: Region
  /** Who calls. */
  readonly by: CallingService
}

/** One thing that authorization is asked: may the caller do `action` on `resource`? */
export interface Question {
  /** `kms:PutKeyPolicy`. */
  readonly action: string
  readonly resource: AuthorizedResource
  /** Context keys of this request and resource, in AWS's spelling. */
  readonly context?: Readonly<Record<string, ContextValue>>
  /** Context keys that only policies attached to identities see. */
  readonly identityContext?: Readonly<Record<string, ContextValue>>
  /** The operation never works on another account's resource, whatever the policies say. */
  readonly sameAccountOnly?: boolean
  /** S3's name for the caller's account: what a `CanonicalUser` principal is compared with. */
  readonly canonicalUserId?: string
  /** What the caller hears in place of the access-denied sentence. */
  readonly refusal?: () => AwsError
  /** What the event says of the resource beside its ARN, unless the caller may not have it. */
  readonly additionalEventData?: JsonObject
}

export interface AuthorizedResource {
  /** The ARN, or `*` for operations that know no resource. */
  readonly arn: string
  /** The owner. */
  readonly account: AccountId
  /** The key policy or trust policy; absent for resources that carry none. */
  readonly policy?: ResourcePolicy
  readonly grants?: readonly Grant[]
  /** An AWS managed key, which no RCP touches. */
  readonly isAwsManagedKey?: boolean
  /** Whose quotas count beside those of the caller's account: a key's custom key store. */
  readonly keptIn?: string
  /** CloudTrail's type, such as `AWS::KMS::Key`; absent: not listed in the event. */
  readonly type?: string
  /**
   * How the access-denied sentence names it. `named` prints `on resource: ARN`; `ciphertext`
   * prints `on the resource associated with this ciphertext`; `unnamed` prints nothing;
   * `{ words: 'user alice' }` prints `on resource: user alice`.
   */
  readonly mention?: ResourceMention
}

export interface Performed<Output> {
  /** Left out by operations whose answer has no body. */
  readonly output?: Output
  /** Rows as data, with the versions they rest on; absent for reads. */
  readonly changes?: readonly Change[]
  /** Files that the rows name from now on, and files that none names any longer. */
  readonly files?: FileChanges
  /** Called when the changes are durable, to tell whoever waits for them. It must not throw. */
  readonly committed?: () => void
  /** What the event says beside the request, where the defaults of `audit` do not fit. */
  readonly event?: EventDetails
  /** What the service does by itself in the request's wake: each leaves an event of its own. */
  readonly acts?: readonly ServiceAct[]
  /** The body of the answer, where the operation's output is a stream. */
  readonly content?: Content
  /** An account that is open when the changes are durable: whoever runs the stack is told of it. */
  readonly opens?: AccountId
  /** The HTTP status, where it is not the operation's usual one: 206 for a part of an object. */
  readonly status?: number
}

/** Bytes on their way out. Whoever takes them reads to the end or calls `return`. */
export interface Content {
  readonly length: number
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface EventDetails {
  readonly responseElements?: JsonObject | null
  readonly additionalEventData?: JsonObject
  /** Replaces the resources that authorization named. */
  readonly resources?: readonly EventResource[]
  /** By account: the ids of its copies of the event, where a row names them. */
  readonly eventIds?: Readonly<Record<string, string>>
  /** What the service called in other Regions for this request, in the caller's name. */
  readonly elsewhere?: readonly RecordedElsewhere[]
}

/** A call whose event another Region's history holds. */
export interface RecordedElsewhere {
  readonly region: Region
  /** The API name. */
  readonly operation: string
  readonly requestParameters: Json
  readonly responseElements: JsonObject | null
  readonly resources: readonly EventResource[]
  /** The service that called. */
  readonly by: CallingService
}

/**
 * One operation of one service: one file, one value.
 *
 * `resource` (or `questions`) resolves what the input names and may throw the service's
 * not-found error: existence is answered before authorization inside the caller's own account.
 * `perform` is synchronous and changes nothing itself: it returns its changes as data.
 */
export interface Operation<Scope, Input, Output> {
  /** Recorded as CloudTrail's `readOnly`. */
  readonly readOnly: boolean
  /**
   * Set for what CloudTrail calls a data event: event history does not keep it, and a trail
   * gets it that asks for it.
   */
  readonly isDataEvent?: true
  /**
   * Only of operations that the model calls unsigned: who calls is proved by what the input holds.
   * It may ask an identity provider, and touches no state.
   */
  readonly identify?: (input: Input, scope: UnsignedScope) => Promise<Caller>
  /** Everything that must be allowed, in order; an empty list needs no permission. */
  readonly questions: (input: Input, scope: Scope) => readonly Question[]
  /**
   * Asynchronous, slow work that touches no state; its result is `prepared` in `perform`.
   * Undefined: this request has none.
   */
  readonly prepare?: (input: Input, scope: Scope) => Promise<unknown> | undefined
  readonly perform: (input: Input, scope: Scope, prepared?: unknown) => Performed<Output>
  /** Replaces the event's requestParameters; the default is the input, redacted. */
  readonly requestParameters?: (input: Input) => Json
}

/** A call by a service, before it is attempted. */
export interface FirstUse extends Pick<RequestScope, 'store' | 'world' | 'sealer'> {
  /** Of the caller in whose name the service calls. */
  readonly account: AccountId
  readonly region: Region
  /** Who calls: `s3`. */
  readonly service: string
  readonly input: object
}

/** A finished request, as a service may spell it for its event in its own way. */
export interface FinishedCall {
  /** The API name. */
  readonly operation: string
  readonly input: unknown
  /** Undefined: it was refused. */
  readonly output: unknown
  /** Empty when it was refused before they were asked. */
  readonly questions: readonly Question[]
  readonly requestId: string
  /** Of a request that came over the wire. */
  readonly host?: string
  readonly wire?: WireFacts
  readonly cipherSuite?: string
  /** In bytes, as far as they are known. */
  readonly contentLength: { readonly in?: number; readonly out?: number }
}

/** What a service says of a request in its own way. */
export interface RecordedCall {
  readonly eventName: string
  readonly requestParameters: Json
  readonly responseElements: JsonObject | null
  readonly additionalEventData: JsonObject
  readonly resources: readonly EventResource[]
}

/** A service as the server composes it. */
export interface Service<Scope> {
  readonly model: ServiceModel
  /** By API name; an operation that is not here answers UnknownOperationException. */
  readonly operations: Readonly<Record<string, AnyOperation<Scope>>>
  readonly scope: (request: RequestScope) => Scope
  /** Global services (IAM) record their events in one Region; absent: in the request's. */
  readonly homeRegion?: Region
  /** What a call by another service finds made: KMS makes a service's own key. */
  readonly firstUse?: (use: FirstUse) => Entry | undefined
  /** How its events spell requests, where the defaults of `audit` do not fit at all. */
  readonly recorded?: (call: FinishedCall) => RecordedCall
  readonly accessDenied: (sentence: string) => AwsError
  readonly validationFailed: (message: string) => AwsError
  readonly internalFailure: () => AwsError
  /** What it answers to more than it takes. */
  readonly throttled: () => AwsError
  /** What a request counts toward; absent: there are no quotas that AWS has published. */
  readonly requestQuotas?: (request: QuotedRequest) => readonly QuotaUse[]
}

/** A request as quotas see it. */
export interface QuotedRequest {
  readonly operation: string
  readonly input: unknown
  readonly region: Region
  readonly questions: readonly Question[]
}

/** So much of a quota, which each account has for itself in each Region unless said. */
export interface QuotaUse {
  readonly quota: string
  readonly region: string
  readonly perSecond: number
  readonly requests: number
  /** One quota for all accounts. */
  readonly isShared?: true
}

/** An operation whose shapes are known to its file only; `aws` has validated the input. */
// oxlint-disable-next-line typescript/no-explicit-any -- the registry is where the types end
export type AnyOperation<Scope> = Operation<Scope, any, any>
