import { LookupEventsCommand, type LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type { Connection } from '../connection.ts'
import { ask, gotOf, isUnseen, type Answer } from './answer.ts'
import { policyEventOf, type PolicyEvent, type PolicyEventName } from './policy-event.ts'

export interface PolicyEvents {
  /** Oldest first. */
  readonly events: readonly PolicyEvent[]
  readonly gaps: readonly Gap[]
}

/** A stretch of time that could not be searched. */
export interface Gap {
  /** ISO 8601; null: from the key's creation, whenever that was. */
  readonly from: string | null
  /** ISO 8601; null: up to now. */
  readonly to: string | null
  readonly because: 'retention' | 'tooManyEvents'
}

/** 50 events a page, two pages a second: beyond this, the event history is the wrong tool. */
const pagesMax = 40

interface Found {
  readonly events: readonly PolicyEvent[]
  /** Time of the oldest event seen, when the search stopped before the end. */
  readonly stoppedAt: string | undefined
}

/**
 * What the event history of the key's Region says about its policy. Searched by event name, as a
 * person does in the console: a search by the key's ARN would page through every use of the key,
 * and would miss denied attempts, which name no resource.
 */
export async function askPolicyEvents(
  connection: Connection,
  keyArn: string,
): Promise<Answer<PolicyEvents>> {
  const names: PolicyEventName[] = ['PutKeyPolicy', 'CreateKey']
  if (keyArn.includes(':key/mrk-')) names.push('ReplicateKey')
  const answers = await Promise.all(names.map((name) => lookUp(connection, name, keyArn)))
  const unseen = answers.find(isUnseen)
  if (unseen !== undefined) return unseen
  const found = answers.flatMap((answer) => gotOf(answer) ?? [])
  return { got: { events: inOrder(found), gaps: gapsOf(found) } }
}

function lookUp(
  { cloudtrail }: Connection,
  eventName: PolicyEventName,
  keyArn: string,
): Promise<Answer<Found>> {
  return ask('cloudtrail:LookupEvents', async () => {
    const events: PolicyEvent[] = []
    let page: LookupEventsCommandOutput | undefined
    for (let pages = 0; pages < pagesMax; pages++) {
      page = await cloudtrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
          ...(page?.NextToken === undefined ? {} : { NextToken: page.NextToken }),
        }),
      )
      for (const { CloudTrailEvent = '' } of page.Events ?? []) {
        const event = policyEventOf(CloudTrailEvent, keyArn)
        if (event !== undefined) events.push(event)
      }
      const isDone = page.NextToken === undefined || isTheFirst(events)
      if (isDone) return { events, stoppedAt: undefined }
    }
    return { events, stoppedAt: page?.Events?.at(-1)?.EventTime?.toISOString() }
  })
}

/** Nothing of a key is older than its creation. */
const isTheFirst = (events: readonly PolicyEvent[]): boolean =>
  events.some((event) => rank(event) === 0 && event.error === undefined)

/**
 * Newest first becomes oldest first. Times are whole seconds: events of one second keep the
 * order of the history, and the creation stands before whatever was put in its second.
 */
function inOrder(found: readonly Found[]): readonly PolicyEvent[] {
  const unique = new Map<string, PolicyEvent>()
  for (const { events } of found) {
    for (const event of events.toReversed()) unique.set(event.eventId, event)
  }
  return [...unique.values()].sort(
    (a, b) => a.eventTime.localeCompare(b.eventTime) || rank(a) - rank(b),
  )
}

const rank = ({ eventName }: PolicyEvent): number => (eventName === 'PutKeyPolicy' ? 1 : 0)

function gapsOf(found: readonly Found[]): readonly Gap[] {
  const stopped = found.flatMap(({ stoppedAt }) => stoppedAt ?? []).sort()
  const latest = stopped.at(-1)
  if (latest !== undefined) return [{ from: null, to: latest, because: 'tooManyEvents' }]
  const events = inOrder(found)
  if (isTheFirst(events)) return []
  return [{ from: null, to: events[0]?.eventTime ?? null, because: 'retention' }]
}
