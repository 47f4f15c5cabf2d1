import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'

/**
 * The newest records of an event name, in one request: AWS allows two a second, to everybody in
 * the account together.
 */
export function askRecentRecords(
  { cloudtrail }: Connection,
  eventName: string,
): Promise<Answer<readonly JsonObject[]>> {
  return ask('cloudtrail:LookupEvents', async () => {
    const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: eventName } as const]
    const { Events } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }))
    return (Events ?? []).flatMap(({ CloudTrailEvent = '' }) => {
      const record = parseJson(CloudTrailEvent)
      return isJsonObject(record) ? [record] : []
    })
  })
}
