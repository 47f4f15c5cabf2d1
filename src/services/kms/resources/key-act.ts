import type { JsonObject } from '../../../base/json.ts'
import type { ServiceAct } from '../../../audit/record.ts'
import { model } from '../model.ts'
import type { KeyPlace } from '../tables.ts'
import { keyArn } from './key-id.ts'

/** What KMS does by itself to a key, as its event tells it. */
export function keyAct(
  eventName: string,
  key: KeyPlace,
  now: Date,
  details: JsonObject = {},
): ServiceAct {
  const { account, region, keyId } = key
  return {
    eventSource: model.eventSource,
    eventName,
    account,
    region,
    now,
    resources: [{ arn: keyArn(key), account, type: 'AWS::KMS::Key' }],
    serviceEventDetails: { ...details, keyId },
  }
}
