// Whether keys that wait for their deletion are still used. GetKeyLastUsage tells of real uses;
// attempts since then fail, and only the event history has them.

import { GetKeyLastUsageCommand } from '@aws-sdk/client-kms'
import type { Json, JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { dayMs } from '../../../base/sizes.ts'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer } from '../answer.ts'
import type { KeyUsage } from './account-key.ts'
import { recordsOf } from './look-up.ts'
import { sideBySide } from './side-by-side.ts'

/** Beyond this the event history is not asked: it takes half a second a key. */
const lookedUpMax = 20
/** Uses that are older do not count. */
export const USAGE_DAYS = 30

export interface UsageOptions {
  readonly now: Date
  readonly signal: AbortSignal | undefined
}

/** The latest use of each key within the last days; a key without any is missing. */
export async function askKeyUsage(
  connection: Connection,
  keyArns: readonly string[],
  options: UsageOptions,
): Promise<Answer<ReadonlyMap<string, KeyUsage>>> {
  const since = new Date(options.now.getTime() - USAGE_DAYS * dayMs)
  const { signal } = options
  const told = await sideBySide(keyArns, { atOnce: 4, signal }, (arn) => askUsage(connection, arn))
  const looked = await sideBySide(keyArns.slice(0, lookedUpMax), { atOnce: 1, signal }, (arn) =>
    lookUpUsage(connection, arn, since, signal),
  )
  const found = new Map<string, KeyUsage>()
  for (const [index, arn] of keyArns.entries()) {
    const latest = [gotOf(told[index]), gotOf(looked[index])]
      .filter((usage) => usage !== undefined && usage.at >= since.toISOString())
      .toSorted((one, other) => ((one?.at ?? '') < (other?.at ?? '') ? 1 : -1))
    if (latest[0]) found.set(arn, latest[0])
  }
  const unseen = looked.find((answer) => isUnseen(answer))
  const isTold = told.length > 0 && told.every((answer) => isGot(answer))
  return unseen && !isTold && found.size === 0 ? unseen : { got: found }
}

function askUsage({ kms }: Connection, KeyId: string): Promise<Answer<KeyUsage | undefined>> {
  return ask('kms:GetKeyLastUsage', async () => {
    const { KeyLastUsage: usage } = await kms.send(new GetKeyLastUsageCommand({ KeyId }))
    const at = usage?.Timestamp?.toISOString()
    return at === undefined ? undefined : { at, operation: usage?.Operation ?? '', by: undefined }
  })
}

const USES =
  /^((De|En)(crypt|capsulate)|DeriveSharedSecret|GenerateDataKey|GenerateMac|ReEncrypt|Sign|Verify)/

function lookUpUsage(
  connection: Connection,
  keyArn: string,
  since: Date,
  signal: AbortSignal | undefined,
): Promise<Answer<KeyUsage | undefined>> {
  return ask('cloudtrail:LookupEvents', async () => {
    const attribute = { AttributeKey: 'ResourceName', AttributeValue: keyArn } as const
    const asking = { attribute, since, pagesMax: 1, signal }
    for await (const record of recordsOf(connection, asking)) {
      const usage = usageOf(record)
      if (usage) return usage
    }
    return undefined
  })
}

function usageOf({ eventName, eventTime, userIdentity }: JsonObject): KeyUsage | undefined {
  if (typeof eventName !== 'string' || !USES.test(eventName)) return undefined
  if (typeof eventTime !== 'string') return undefined
  return { at: eventTime, operation: eventName, by: callerOf(userIdentity) }
}

function callerOf(identity: Json | undefined): string | undefined {
  const { arn, invokedBy } = isJsonObject(identity) ? identity : {}
  return [arn, invokedBy].find((name) => typeof name === 'string')
}
