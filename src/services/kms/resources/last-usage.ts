// When a key was last used. An event is written for every use anyway; a row beside it would be
// written as often, so there is one a minute at most, in the transaction of that use's event. Uses
// that follow within the minute are found in the event history, among that minute's events.

import { parseArn } from '../../../base/arn.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import type { JsonObject } from '../../../base/json.ts'
import { change } from '../../../store/store.ts'
import type { EventPosition, Row, StoreView } from '../../../store/store.ts'
import type { AnyOperation, Performed } from '../../operation.ts'
import { limits } from '../limits.ts'
import { model } from '../model.ts'
import type { KeyLastUsageData, KeyLastUsageTrackingOperation } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyUsageRow } from '../tables.ts'
import { keyUsages } from '../tables.ts'
import type { Key } from './keys.ts'

const TRACKED: ReadonlySet<string> = new Set(trackedOperations())

function trackedOperations(): readonly string[] {
  const shape = model.shapes['KeyLastUsageTrackingOperation']
  return shape?.type === 'string' ? (shape.enum ?? []) : []
}

const isTracked = (name: string): name is KeyLastUsageTrackingOperation => TRACKED.has(name)

/** The operation, with each success noted on the keys that it used, where it is one of those. */
export function notingUse(name: string, operation: AnyOperation<KmsScope>): AnyOperation<KmsScope> {
  if (!isTracked(name)) return operation
  return {
    ...operation,
    perform(input, scope, prepared) {
      return withUse(name, operation.perform(input, scope, prepared), scope)
    },
  }
}

/** Whatever uses a key answers its ARN. */
interface UsedKeys {
  readonly KeyId?: string
  /** ReEncrypt uses two. */
  readonly SourceKeyId?: string
}

function withUse(
  operation: KeyLastUsageTrackingOperation,
  performed: Performed<unknown>,
  { store, now, requestId, world }: KmsScope,
): Performed<unknown> {
  const used = usageRowIds(performed.output as UsedKeys)
  const behind = [...used].filter((id) => isBehind(store.get(keyUsages, id), now))
  if (behind.length === 0) return performed
  const accounts = new Set(behind.map(accountOfRow))
  const eventIds = Object.fromEntries([...accounts].map((account) => [account, world.uuid()]))
  const changes = behind.map((id) => {
    const eventId = eventIds[accountOfRow(id)] ?? ''
    const row: KeyUsageRow = { operation, usedAt: now.toISOString(), requestId, eventId }
    return change(keyUsages, id, store.get(keyUsages, id), row)
  })
  return {
    ...performed,
    changes: [...(performed.changes ?? []), ...changes],
    event: { ...performed.event, eventIds },
  }
}

function usageRowIds({ KeyId, SourceKeyId }: UsedKeys): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const arn of [KeyId, SourceKeyId]) {
    const id = usageRowId(arn)
    if (id !== undefined) ids.add(id)
  }
  return ids
}

function usageRowId(arn: string | undefined): string | undefined {
  const parts = arn === undefined ? undefined : parseArn(arn)
  if (!parts) return undefined
  return `${parts.account}/${parts.region}/${parts.resource.slice('key/'.length)}`
}

const accountOfRow = (id: string): string => id.slice(0, id.indexOf('/'))

const isBehind = (row: Row<KeyUsageRow> | undefined, now: Date): boolean =>
  row === undefined || now.getTime() - Date.parse(row.value.usedAt) >= limits.lastUsageRowMs

/** The last successful use; undefined: there was none. */
export async function lastUsage(key: Key, store: StoreView): Promise<KeyLastUsageData | undefined> {
  const row = store.get(keyUsages, key.row.id)?.value
  if (!row) return undefined
  const later = await useRecordedSince(row, key, store)
  if (later && later['requestID'] !== row.requestId) {
    return {
      Operation: later['eventName'] as KeyLastUsageTrackingOperation,
      Timestamp: new Date(String(later['eventTime'])),
      CloudTrailEventId: String(later['eventID']),
      KmsRequestId: String(later['requestID']),
    }
  }
  return {
    Operation: row.operation,
    Timestamp: new Date(row.usedAt),
    CloudTrailEventId: row.eventId,
    KmsRequestId: row.requestId,
  }
}

/** The newest record of a use in the minute behind the row's. */
async function useRecordedSince(
  { usedAt }: KeyUsageRow,
  { account, region, arn }: Key,
  store: StoreView,
): Promise<JsonObject | undefined> {
  const fromSeconds = Math.floor(Date.parse(usedAt) / 1000)
  // A minute, and what is left of the second in which it ends and of the time that a call takes.
  const toSeconds = fromSeconds + limits.lastUsageRowMs / 1000 + 2
  const attribute = ['ResourceName', arn] as const
  let after: EventPosition | undefined
  do {
    const page = await store.events({
      ...{ account, region, attribute, fromSeconds, toSeconds },
      ...(after && { after }),
      limit: limits.rowsPerRead,
    })
    for (const { record } of page.events) {
      const use = useIn(record)
      if (use) return use
    }
    after = page.next
  } while (after)
  return undefined
}

function useIn(text: string): JsonObject | undefined {
  const record = parseJson(text)
  if (!isJsonObject(record) || record['eventSource'] !== model.eventSource) return undefined
  if (!TRACKED.has(String(record['eventName']))) return undefined
  return record['errorCode'] === undefined ? record : undefined
}
