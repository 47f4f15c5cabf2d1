// The versions of one key's policy, as the event history tells them.

import { parseArn } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'
import type { Connection } from './connection.ts'
import { attemptOf, type PolicyAttempt } from './diagnosis.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { gotOf, isUnseen, reasonOf } from './evidence/answer.ts'
import { whereOf, type Where } from './evidence/evidence.ts'
import { askKey } from './evidence/key.ts'
import { askPolicyEvents, type Gap, type PolicyEvents } from './evidence/policy-events.ts'
import { DoctorFailure } from './failure.ts'
import { changeLines, type ChangeLine } from './policy-change.ts'
import { versionsOf, type PolicyVersion } from './rebuild.ts'

export interface History {
  readonly version: 1
  readonly where: Where
  /** The key's ARN. */
  readonly key: string
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[]
  /** Stretches of time that could not be searched. */
  readonly gaps: readonly Gap[]
}

export type HistoryEntry = PolicyEntry | AttemptEntry

export interface PolicyEntry {
  readonly kind: 'version'
  readonly eventId: string
  readonly eventTime: string
  readonly eventName: string
  readonly by: string
  readonly sourceIPAddress: string
  /** With the policy lockout safety check bypassed. */
  readonly bypassed: boolean
  readonly policy: JsonObject
  /** Against the version before; undefined for the first one known. */
  readonly lines?: readonly ChangeLine[]
}

/** It failed, and changed nothing. */
export interface AttemptEntry extends PolicyAttempt {
  readonly kind: 'attempt'
}

export async function history(
  connection: Connection,
  { key }: { readonly key: string },
): Promise<History> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw new DoctorFailure(`${caller.code}: ${caller.message}`)
  const where = await whereOf(connection, caller.account)
  const { arn } = await askKey(connection, key, where)
  if (arn === undefined) throw keyUnknown(key, where)
  const events = await askPolicyEvents(connection, arn)
  if (isUnseen(events)) {
    throw new DoctorFailure(reasonOf(events), [`the permission \`${events.by}\` shows the history`])
  }
  const { events: found, gaps } = gotOf(events) ?? { events: [], gaps: [] }
  return { version: 1, where, key: arn, entries: entriesOf(found, arn), gaps }
}

export const keyUnknown = (key: string, { account, region }: Where): DoctorFailure =>
  new DoctorFailure(`no key \`${key}\` in account \`${account}\`, Region \`${region}\``, [
    'another Region: --region REGION',
    'an alias needs the permission `kms:ListAliases`; the key id or ARN does without it',
  ])

function entriesOf(events: PolicyEvents['events'], arn: string): readonly HistoryEntry[] {
  const versions = versionsOf(events, parseArn(arn)?.account ?? '')
  return events.flatMap((event): readonly HistoryEntry[] => {
    if (event.error !== undefined) return [{ kind: 'attempt', ...attemptOf(event) }]
    const index = versions.findIndex((version) => version.event === event)
    const version = versions[index]
    return version ? [policyEntry(version, versions[index - 1])] : []
  })
}

function policyEntry(
  { event, json }: PolicyVersion,
  before: PolicyVersion | undefined,
): PolicyEntry {
  const { eventId, eventTime, eventName, by, bypassed, sourceIp } = event
  return {
    kind: 'version',
    ...{ eventId, eventTime, eventName, by, bypassed },
    sourceIPAddress: sourceIp,
    policy: json,
    ...(before ? { lines: changeLines(before.json, json) } : {}),
  }
}
