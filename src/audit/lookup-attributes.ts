// The eight keys of LookupEvents, and what an event answers to under each.

import { parseArn } from '../base/arn.ts'
import type { LookupAttribute } from '../store/store.ts'
import type { EventResource } from './record.ts'

export type LookupEntry = readonly [attribute: LookupAttribute, value: string]

/** What of an event can be looked up; what is undefined cannot. */
export interface LookupFacts {
  readonly eventId: string
  readonly eventName: string
  readonly eventSource: string
  readonly readOnly: boolean
  readonly accessKeyId: string | undefined
  readonly userName: string | undefined
  readonly resources: readonly EventResource[]
}

export function lookupAttributes(facts: LookupFacts): readonly LookupEntry[] {
  const entries: LookupEntry[] = [
    ['EventId', facts.eventId],
    ['EventName', facts.eventName],
    ['EventSource', facts.eventSource],
    ['ReadOnly', String(facts.readOnly)],
  ]
  if (facts.accessKeyId !== undefined) entries.push(['AccessKeyId', facts.accessKeyId])
  if (facts.userName !== undefined) entries.push(['Username', facts.userName])
  const [types, names] = [new Set<string>(), new Set<string>()]
  for (const { type, arn } of facts.resources) {
    types.add(type)
    for (const name of resourceNames(arn)) names.add(name)
  }
  for (const type of types) entries.push(['ResourceType', type])
  for (const name of names) entries.push(['ResourceName', name])
  return entries
}

/**
 * KMS resources are found by ARN and by the plain name that people have at hand: a key's id, an
 * alias with its `alias/`. AWS does not say which of them it answers to.
 */
function resourceNames(arn: string): readonly string[] {
  const parts = parseArn(arn)
  if (parts?.service !== 'kms') return [arn]
  return [arn, parts.resource.replace(/^key\//, '')]
}
