import type { JsonObject } from '../../base/json.ts'
import { isJsonObject, parseJson } from '../../base/json.ts'
import type { StoredEvent } from '../../store/store.ts'

/** A recorded event on its way into log files. */
export interface TrailEvent {
  /** Its place in the feed of all events, which grows by the order of recording. */
  readonly sequence: number
  readonly account: string
  readonly region: string
  readonly timeSeconds: number
  /** The record as JSON text, and read. */
  readonly record: string
  readonly fields: JsonObject
}

type Recorded = Pick<StoredEvent, 'account' | 'region' | 'timeSeconds' | 'record'>

export function trailEvent(sequence: number, recorded: Recorded): TrailEvent {
  const { account, region, timeSeconds, record } = recorded
  const fields = parseJson(record)
  // INVARIANT: no event is recorded whose record is not the text of an object.
  if (!isJsonObject(fields)) throw new Error(`event ${sequence} holds no record`)
  return { sequence, account, region, timeSeconds, record, fields }
}
