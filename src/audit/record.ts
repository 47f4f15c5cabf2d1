import type { Caller } from '../base/caller.ts'
import type { Json, JsonObject } from '../base/json.ts'
import type { ServiceModel } from '../aws/shapes.ts'
import type { EventCategory } from '../store/store.ts'

/** A resource as an event names it: `{accountId, type, ARN}`. */
export interface EventResource {
  readonly arn: string
  /** Absent for S3's objects, whose bucket stands beside them. */
  readonly account?: string
  /** `AWS::KMS::Key`. */
  readonly type: string
}

/** All that the record of one finished request is made from; nothing in it is secret. */
export interface FinishedRequest {
  readonly model: ServiceModel
  /** The API name. */
  readonly operation: string
  readonly readOnly: boolean
  /** A data event stays out of event history. */
  readonly category: EventCategory
  readonly caller: Caller
  readonly region: string
  readonly requestId: string
  /** Time of completion. */
  readonly now: Date
  readonly sourceIp: string
  readonly userAgent: string | undefined
  readonly vpcEndpointId?: string
  /** Present over TLS. */
  readonly tls?: { readonly version: string; readonly cipherSuite: string; readonly host: string }
  /** Redacted, in AWS's event spelling. */
  readonly requestParameters: Json
  readonly responseElements: JsonObject | null
  readonly additionalEventData?: JsonObject
  readonly resources: readonly EventResource[]
  /** By account: the id of its copy, where it is chosen already. */
  readonly eventIds?: Readonly<Record<string, string>>
  /** CloudTrail's spelling of the code: `AccessDenied`, not `AccessDeniedException`. */
  readonly error?: { readonly code: string; readonly message: string }
}

/** What a service did by itself, with no request behind it. */
export interface ServiceAct {
  /** `kms.amazonaws.com`. */
  readonly eventSource: string
  /** `DeleteKey`. */
  readonly eventName: string
  readonly account: string
  readonly region: string
  readonly now: Date
  readonly resources: readonly EventResource[]
  readonly serviceEventDetails?: JsonObject
  /** Of an act that is recorded as a call, though nobody has made it. */
  readonly responseElements?: JsonObject
}
