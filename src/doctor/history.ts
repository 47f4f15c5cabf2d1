// The versions of one key's policy, as events tell them: from the event history, and from the logs
// of trails over as many years as there are logs.

import { parseArn } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'
import { accessChanges, type AccessChange } from './access-change.ts'
import type { Connection } from './connection.ts'
import type { DeclaredPolicy } from './declared/declared-policy.ts'
import { attemptOf, type PolicyAttempt } from './diagnosis.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { gotOf, isUnseen, type Failed, type Refused } from './evidence/answer.ts'
import { whereOf, type Where } from './evidence/evidence.ts'
import { askKey } from './evidence/key.ts'
import { searchPolicyEvents, type Delivered } from './evidence/policy-search.ts'
import type { PolicyEvent } from './evidence/policy-event.ts'
import type { Gap, SearchedPlace } from './evidence/searched-place.ts'
import { doctorFailure, type DoctorFailure } from './failure.ts'
import { changeLines, type ChangeLine } from './policy-change.ts'
import type { Reach } from './reach.ts'
import { versionsOf, type PolicyVersion } from './rebuild.ts'

export interface History {
  readonly version: 1
  readonly where: Where
  /** The key's ARN. */
  readonly key: string
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[]
  /** Where events were looked for, and where they could not be. */
  readonly searched: readonly SearchedPlace[]
  /** Stretches of time that could not be searched. */
  readonly gaps: readonly Gap[]
  /** Where the events of the gaps lie, when a trail is known. */
  readonly delivered?: Delivered
  /** From files of infrastructure as code: declared, and not observed. */
  readonly declared: readonly DeclaredEntry[]
}

export type HistoryEntry = PolicyEntry | AttemptEntry

export interface PolicyEntry {
  readonly kind: 'version'
  /** Among the versions that were found, from 1, the oldest first. */
  readonly number: number
  readonly eventId: string
  readonly eventTime: string
  readonly eventName: string
  readonly by: string
  readonly sourceIPAddress: string
  readonly userAgent: string
  /** With the policy lockout safety check bypassed. */
  readonly bypassed: boolean
  readonly policy: JsonObject
  /** Against the version before; undefined for the first one known. */
  readonly lines?: readonly ChangeLine[]
  /** Who gained and who lost what against the version before. */
  readonly access?: readonly AccessChange[]
  /** Where the policy was written to, when it was. */
  readonly file?: string
}

/** It failed, and changed nothing. */
export interface AttemptEntry extends PolicyAttempt {
  readonly kind: 'attempt'
}

export interface DeclaredEntry extends DeclaredPolicy {
  /** Against the last version known; undefined when none is. */
  readonly lines?: readonly ChangeLine[]
}

export interface HistoryOptions {
  /** Key id, key ARN, alias or alias ARN. */
  readonly key: string
  readonly reach?: Reach
  /** Policies that files declare for the key of this ARN. */
  readonly declared?: (keyArn: string) => readonly DeclaredPolicy[]
}

export async function history(
  connection: Connection,
  { key, reach = {}, declared = () => [] }: HistoryOptions,
): Promise<History> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  const where = await whereOf(connection, caller.account)
  const { arn = ofKeyThatIsGone(key), description } = await askKey(connection, key, where)
  if (arn === undefined) throw keyUnknown(key, where)
  const candidates = declared(arn)
  const options = { reach, looksForTables: true, createdAt: gotOf(description)?.createdAt }
  const events = await searchPolicyEvents(connection, arn, options)
  if (isUnseen(events)) {
    throw historyUnseen(events)
  }
  const { events: found = [], searched = [], gaps = [], delivered } = gotOf(events) ?? {}
  const versions = versionsOf(found, parseArn(arn)?.account ?? '')
  return {
    version: 1,
    where,
    key: arn,
    entries: entriesOf(found, versions, arn),
    searched,
    gaps,
    ...(delivered && { delivered }),
    declared: candidates.map((one) => declaredEntry(one, versions.at(-1))),
  }
}

function historyUnseen(answer: Refused | Failed): DoctorFailure {
  if ('refused' in answer) {
    const facts = { message: answer.refused, permission: answer.by }
    return doctorFailure('historyRefused', facts, { missing: answer.by })
  }
  return doctorFailure('historyUnanswered', { permission: answer.by, reason: answer.failed })
}

/** A key that was deleted has a history all the same; by its ARN, it can still be meant. */
const ofKeyThatIsGone = (key: string): string | undefined =>
  parseArn(key)?.resource.startsWith('key/') ? key : undefined

export const keyUnknown = (key: string, { account, region }: Where): DoctorFailure =>
  doctorFailure('keyUnknown', { key, account, region })

/** The version that was in force at a time; undefined: none so old is known. */
export function versionAt({ entries }: History, time: string): PolicyEntry | undefined {
  return entries.findLast(
    (entry): entry is PolicyEntry => entry.kind === 'version' && entry.eventTime <= time,
  )
}

function entriesOf(
  events: readonly PolicyEvent[],
  versions: readonly PolicyVersion[],
  arn: string,
): readonly HistoryEntry[] {
  return events.flatMap((event): readonly HistoryEntry[] => {
    if (event.error !== undefined) return [{ kind: 'attempt', ...attemptOf(event) }]
    const index = versions.findIndex((version) => version.event === event)
    const version = versions[index]
    return version ? [{ ...policyEntry(version, versions[index - 1], arn), number: index + 1 }] : []
  })
}

function policyEntry(
  { event, json }: PolicyVersion,
  before: PolicyVersion | undefined,
  arn: string,
): Omit<PolicyEntry, 'number'> {
  const { eventId, eventTime, eventName, by, bypassed, sourceIp, userAgent } = event
  return {
    kind: 'version',
    ...{ eventId, eventTime, eventName, by, bypassed, userAgent },
    sourceIPAddress: sourceIp,
    policy: json,
    ...(before && {
      lines: changeLines(before.json, json),
      access: accessChanges(arn, before.json, json),
    }),
  }
}

function declaredEntry(declared: DeclaredPolicy, last: PolicyVersion | undefined): DeclaredEntry {
  return { ...declared, ...(last && { lines: changeLines(last.json, declared.policy) }) }
}
