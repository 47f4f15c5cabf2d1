// The last known policy of every key whose policy may not be read: one look-up for all of them,
// since AWS takes two a second from the whole account.

import type { Connection } from '../../connection.ts'
import { versionsOf, type PolicyVersion } from '../../rebuild.ts'
import { parseArn } from '../../../base/arn.ts'
import { ask, type Answer } from '../answer.ts'
import { inOrder, isCreation } from '../event-order.ts'
import { policyEventOf, type PolicyEvent, type PolicyEventName } from '../policy-event.ts'
import { recordsOf } from './look-up.ts'
import type { Pace } from './pace.ts'

interface Pacing {
  readonly pace: Pace
  readonly signal: AbortSignal | undefined
}

/** 50 events a page: 2,000 changes of key policies in the last 90 days. */
const pagesMax = 40

/** By the ARN of the key; one that no event tells of is missing. */
export function askLastKnownPolicies(
  connection: Connection,
  keyArns: readonly string[],
  pacing: Pacing,
): Promise<Answer<ReadonlyMap<string, PolicyVersion>>> {
  return ask('cloudtrail:LookupEvents', async () => {
    if (keyArns.length === 0) return new Map()
    const names: PolicyEventName[] = ['PutKeyPolicy', 'CreateKey']
    if (keyArns.some((arn) => arn.includes(':key/mrk-'))) names.push('ReplicateKey')
    const found = await Promise.all(
      names.map((name) => eventsOf(connection, name, keyArns, pacing)),
    )
    return new Map(
      keyArns.flatMap((arn) => {
        const events = inOrder(found.flatMap((byKey) => byKey.get(arn) ?? []))
        const last = versionsOf(events, parseArn(arn)?.account ?? '').at(-1)
        return last ? [[arn, last] as const] : []
      }),
    )
  })
}

async function eventsOf(
  connection: Connection,
  eventName: PolicyEventName,
  keyArns: readonly string[],
  pacing: Pacing,
): Promise<ReadonlyMap<string, readonly PolicyEvent[]>> {
  const attribute = { AttributeKey: 'EventName', AttributeValue: eventName } as const
  const found = new Map<string, PolicyEvent[]>()
  const open = new Set(keyArns)
  for await (const record of recordsOf(connection, { attribute, pagesMax, ...pacing })) {
    for (const arn of [...open]) {
      const event = policyEventOf(record, arn)
      if (event === undefined) continue
      found.set(arn, [event, ...(found.get(arn) ?? [])])
      // The newest that worked settles what this name can tell of the key.
      if (event.error === undefined || isCreation(event)) open.delete(arn)
    }
    if (open.size === 0) break
  }
  return found
}
