// The event history of a Region, page by page, within the two requests a second that AWS allows.

import { LookupEventsCommand, type LookupAttribute } from '@aws-sdk/client-cloudtrail'
import { isJsonObject, parseJson, type JsonObject } from '../../../base/json.ts'
import type { Connection } from '../../connection.ts'
import type { Pace } from './pace.ts'

export interface LookUp {
  readonly attribute: LookupAttribute
  readonly since?: Date
  readonly pagesMax: number
  readonly pace: Pace
  readonly signal: AbortSignal | undefined
}

/** The records, newest first; whoever asks stops when nothing more is needed. */
export async function* recordsOf(
  { cloudtrail }: Connection,
  { attribute, since, pagesMax, pace, signal }: LookUp,
): AsyncGenerator<JsonObject> {
  let token: string | undefined
  for (let pages = 0; pages < pagesMax; pages += 1) {
    await pace.turn(signal)
    if (signal?.aborted) return
    const page = await cloudtrail.send(
      new LookupEventsCommand({
        LookupAttributes: [attribute],
        ...(since === undefined ? {} : { StartTime: since }),
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    )
    for (const { CloudTrailEvent = '' } of page.Events ?? []) {
      const record = parseJson(CloudTrailEvent)
      if (isJsonObject(record)) yield record
    }
    token = page.NextToken
    if (token === undefined) return
  }
}
