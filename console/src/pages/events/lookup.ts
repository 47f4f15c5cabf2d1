import type { Place } from '../../routes/location.ts'

/** The attributes of LookupEvents, in the order of AWS's console. */
export const ATTRIBUTES = [
  'AccessKeyId',
  'EventId',
  'EventName',
  'EventSource',
  'ReadOnly',
  'ResourceName',
  'ResourceType',
  'Username',
] as const
export type Attribute = (typeof ATTRIBUTES)[number]

/** One attribute and a stretch of time: all that LookupEvents takes. */
export interface Lookup {
  readonly attribute: Attribute
  readonly value: string
  /** Milliseconds back from now; undefined where `from` and `to` say it, or nothing does. */
  readonly lastMs?: number
  /** ISO 8601. */
  readonly from?: string
  readonly to?: string
}

/** As AWS's console opens: what changed something. */
export const FIRST: Lookup = { attribute: 'ReadOnly', value: 'false' }

export function lookupOf({ query }: Place): Lookup {
  const attribute = ATTRIBUTES.find((one) => one === query.get('by'))
  if (attribute === undefined) return FIRST
  const last = Number(query.get('last') ?? '')
  const [from, to] = [query.get('from'), query.get('to')]
  return {
    attribute,
    value: query.get('value') ?? '',
    ...(last > 0 ? { lastMs: last } : {}),
    ...(from && { from }),
    ...(to && { to }),
  }
}

const DAY_MS = 24 * 60 * 60 * 1000
const KEPT_DAYS = 90

/** Asks for what the event history has forgotten. */
export function isBeyondHistory({ lastMs, from, to }: Lookup, now: Date): boolean {
  const first = now.getTime() - KEPT_DAYS * DAY_MS
  const asked = [from, to].flatMap((time) => (time ? [Date.parse(time)] : []))
  return (lastMs ?? 0) > KEPT_DAYS * DAY_MS || asked.some((time) => time < first)
}

/** For the link to the view. */
export function queryOf({ attribute, value, lastMs, from, to }: Lookup) {
  return { by: attribute, value, last: lastMs?.toString(), from, to }
}

/** As LookupEvents takes it. */
export function inputOf({ attribute, value, lastMs, from, to }: Lookup, now: Date): object {
  const start = lastMs === undefined ? from : new Date(now.getTime() - lastMs).toISOString()
  return {
    ...(value !== '' && {
      LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }],
    }),
    ...(start && { StartTime: start }),
    ...(to && { EndTime: to }),
    MaxResults: 50,
  }
}
