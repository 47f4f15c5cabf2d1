import { LookupEventsCommand, type LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type { Connection } from '../connection.ts'
import type { Reach } from '../reach.ts'
import { ask, gotOf, isUnseen, type Answer } from './answer.ts'
import { required } from './strange-answer.ts'
import { inOrder, isCreation } from './event-order.ts'
import { policyEventIn, type PolicyEvent, type PolicyEventName } from './policy-event.ts'

export interface HistoryEvents {
  /** Oldest first. */
  readonly events: readonly PolicyEvent[]
  /** Time of the oldest event seen, when the search stopped before the end. */
  readonly stoppedAt: string | undefined
  /** Somebody ended the search: there are the events that were found until then. */
  readonly interrupted: boolean
}

/** 50 events a page, two pages a second: beyond this, the event history is the wrong tool. */
const pagesMax = 40

/**
 * What the event history of the key's Region says about its policy. Searched by event name, as a
 * person does in the console: a search by the key's ARN would page through every use of the key,
 * and would miss denied attempts, which name no resource.
 */
export async function askPolicyEvents(
  connection: Connection,
  keyArn: string,
  reach: Reach,
): Promise<Answer<HistoryEvents>> {
  const names: PolicyEventName[] = ['PutKeyPolicy', 'CreateKey']
  if (keyArn.includes(':key/mrk-')) names.push('ReplicateKey')
  let pages = 0
  const looking: Looking = {
    tell: () => reach.tell?.({ step: 'lookingUp', pages: ++pages }),
    signal: reach.signal,
  }
  const answers = await Promise.all(names.map((name) => lookUp(connection, name, keyArn, looking)))
  const unseen = answers.find(isUnseen)
  if (unseen !== undefined) return unseen
  const found = answers.flatMap((answer) => gotOf(answer) ?? [])
  const stopped = found.flatMap(({ stoppedAt }) => stoppedAt ?? []).toSorted()
  const events = inOrder(found.flatMap(({ events }) => events))
  const interrupted = found.some((one) => one.interrupted)
  return { got: { events, stoppedAt: stopped.at(-1), interrupted } }
}

interface Looking {
  readonly tell: () => void
  readonly signal: AbortSignal | undefined
}

function lookUp(
  { cloudtrail }: Connection,
  eventName: PolicyEventName,
  keyArn: string,
  { tell, signal }: Looking,
): Promise<Answer<HistoryEvents>> {
  return ask('cloudtrail:LookupEvents', async () => {
    const newestFirst: PolicyEvent[] = []
    let page: LookupEventsCommandOutput | undefined
    for (let pages = 0; pages < pagesMax; pages++) {
      // What was told so far is told, when somebody ends the search.
      const next = await pageAfter(page, eventName, cloudtrail, signal)
      if (next === undefined) return leftAfter(page, newestFirst, true)
      page = next
      tell()
      for (const { CloudTrailEvent = '' } of required(page.Events, 'Events')) {
        const event = policyEventIn(CloudTrailEvent, keyArn)
        if (event !== undefined) newestFirst.push(event)
      }
      const isDone = page.NextToken === undefined || newestFirst.some(isCreation)
      if (isDone) {
        return { events: newestFirst.toReversed(), stoppedAt: undefined, interrupted: false }
      }
    }
    return leftAfter(page, newestFirst, false)
  })
}

/** Undefined: the search was ended. */
async function pageAfter(
  page: LookupEventsCommandOutput | undefined,
  eventName: PolicyEventName,
  cloudtrail: Connection['cloudtrail'],
  signal: AbortSignal | undefined,
): Promise<LookupEventsCommandOutput | undefined> {
  if (signal?.aborted) return undefined
  const command = new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
    ...(page?.NextToken === undefined ? {} : { NextToken: page.NextToken }),
  })
  return cloudtrail.send(command).catch((thrown: unknown) => {
    if (signal?.aborted) return undefined
    throw thrown
  })
}

function leftAfter(
  page: LookupEventsCommandOutput | undefined,
  newestFirst: readonly PolicyEvent[],
  interrupted: boolean,
): HistoryEvents {
  const stoppedAt = page?.Events?.at(-1)?.EventTime?.toISOString()
  return { events: newestFirst.toReversed(), stoppedAt, interrupted }
}
