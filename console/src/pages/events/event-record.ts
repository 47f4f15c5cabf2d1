// An event as LookupEvents answers it, and the record within it. What it says was written by
// whoever called: every member may be anything.

export interface LookedUpEvent {
  readonly EventId: string
  readonly EventName?: string
  readonly ReadOnly?: string
  readonly AccessKeyId?: string
  readonly EventTime?: string
  readonly EventSource?: string
  readonly Username?: string
  readonly Resources?: readonly Resource[]
  /** The record, as JSON text. */
  readonly CloudTrailEvent?: string
}

export interface Resource {
  readonly ResourceType?: string
  readonly ResourceName?: string
}

export interface EventRecord {
  readonly [member: string]: unknown
}

export function recordOf({ CloudTrailEvent = '' }: LookedUpEvent): EventRecord {
  try {
    const record: unknown = JSON.parse(CloudTrailEvent)
    return typeof record === 'object' && record !== null ? (record as EventRecord) : {}
  } catch {
    return {}
  }
}

export function textIn(record: EventRecord, member: string): string {
  const value = record[member]
  return typeof value === 'string' ? value : ''
}

/** The key policy that the event set or tried to set, as JSON text; undefined for other events. */
export function policyIn(record: EventRecord): string | undefined {
  const request = record.requestParameters
  if (typeof request !== 'object' || request === null) return undefined
  const { policy } = request as { readonly policy?: unknown }
  return typeof policy === 'string' ? policy : undefined
}

const KEY_ARN = /arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+/

/** The key that the event is about, by its ARN. */
export function keyIn(record: EventRecord): string | undefined {
  const { resources } = record
  const listed = Array.isArray(resources) ? resources : []
  const arns = listed.map((one: unknown) => (one as { readonly ARN?: unknown } | null)?.ARN)
  const arn = arns.find((one) => typeof one === 'string' && one.includes(':key/'))
  // A call that was denied tells of its key in AWS's sentence and nowhere else.
  return typeof arn === 'string' ? arn : KEY_ARN.exec(textIn(record, 'errorMessage'))?.[0]
}

/** Asked by this console itself. */
export const isOwn = (record: EventRecord): boolean =>
  textIn(record, 'userAgent').includes('sparekey-console')
