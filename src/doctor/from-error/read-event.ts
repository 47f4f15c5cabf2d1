// CloudTrail's records, in every envelope in which people come by them.

import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { isService } from './service-name.ts'
import type { Reading } from './read-error.ts'
import { readSentence } from './read-sentence.ts'

/** The last event that KMS refused; else the last that failed and speaks of KMS. */
export function readEvents(json: Json): Reading | undefined {
  const failed = recordsIn(json).filter(({ errorCode }) => typeof errorCode === 'string')
  const ofKms = failed.filter(({ eventSource }) => eventSource === KMS)
  return lastRead(ofKms) ?? lastRead(failed.filter((one) => !ofKms.includes(one)))
}

const KMS = 'kms.amazonaws.com'

function lastRead(records: readonly JsonObject[]): Reading | undefined {
  for (const record of records.toReversed()) {
    const reading = readRecord(record)
    if (reading !== undefined) return reading
  }
  return undefined
}

/**
 * A record; a log file's `Records`; what LookupEvents answers, or one event of it; an event of
 * EventBridge, whose `detail` is the record; a list of any of these.
 */
function recordsIn(json: Json): readonly JsonObject[] {
  const found: JsonObject[] = []
  const open: Json[] = [json]
  while (open.length > 0) {
    const value = open.pop()
    if (Array.isArray(value)) for (const one of value.toReversed()) open.push(one)
    if (!isJsonObject(value)) continue
    if (typeof value.eventName === 'string') found.push(value)
    const { CloudTrailEvent: text } = value
    for (const inner of [
      typeof text === 'string' ? parseJson(text) : text,
      value.detail,
      value.Events,
      value.Records,
    ]) {
      if (inner !== undefined) open.push(inner)
    }
  }
  return found
}

function readRecord(record: JsonObject): Reading | undefined {
  const code = textOf(record.errorCode) ?? ''
  const message = textOf(record.errorMessage) ?? ''
  // AWS's message of some refusals is empty: the code and the name of the call remain.
  const name = textOf(record.eventName) ?? ''
  const said = `An error occurred (${code}) when calling the ${name} operation: ${message}`
  const reading = readSentence(said, record.eventSource === KMS)
  if (reading === undefined) return undefined
  const { denial } = reading
  const eventId = textOf(record.eventID)
  return {
    ...reading,
    ...factsOf(record, reading),
    ...(denial && { denial: { ...denial, ...(eventId === undefined ? {} : { eventId }) } }),
  }
}

function factsOf(record: JsonObject, reading: Reading): Partial<Reading> {
  const identity = objectOf(record.userIdentity)
  const request = objectOf(record.requestParameters)
  const region = textOf(record.awsRegion) ?? reading.region
  const via = [identity.invokedBy, record.sourceIPAddress].map(textOf).find(isService)
  return defined({
    principal: textOf(identity.arn) ?? reading.principal ?? via,
    resource: reading.resource ?? keyOf(record, request),
    account: textOf(identity.accountId) ?? textOf(record.recipientAccountId) ?? reading.account,
    region,
    via,
    eventId: textOf(record.eventID),
    policy: policyOf(request),
    keyOptions: record.eventName === 'CreateKey' ? keyOptionsOf(request) : undefined,
    context: { ...reading.context, ...contextOf(record, request, { via, region }) },
  })
}

/** The key as the request named it, with the Region and the account that it was looked for in. */
function keyOf(record: JsonObject, request: JsonObject): string | undefined {
  const list: readonly Json[] = Array.isArray(record.resources) ? record.resources : []
  const arns = list.map((one) => textOf(objectOf(one).ARN ?? objectOf(one).arn))
  return arns.find((arn) => parseArn(arn ?? '')?.service === 'kms') ?? textOf(request.keyId)
}

function contextOf(
  record: JsonObject,
  request: JsonObject,
  { via, region }: { readonly via: string | undefined; readonly region: string | undefined },
): Readonly<Record<string, string>> {
  const source = textOf(record.sourceIPAddress)
  const pairs = Object.entries(objectOf(request.encryptionContext))
  const named = pairs.map(
    ([key, value]) => [`kms:EncryptionContext:${key}`, textOf(value)] as const,
  )
  return defined({
    'aws:SourceIp': source !== undefined && /^[\d.]+$|:/.test(source) ? source : undefined,
    'aws:SourceVpce': textOf(record.vpcEndpointId),
    'kms:ViaService': viaService(via, region),
    ...Object.fromEntries(named),
  })
}

/** CloudFormation and Config ask with the person's own session: KMS sees no service in between. */
const DIRECT = new Set(['cloudformation.amazonaws.com', 'config.amazonaws.com'])

function viaService(via: string | undefined, region: string | undefined): string | undefined {
  if (via === undefined || region === undefined || DIRECT.has(via)) return undefined
  return via.replace(/^([a-z0-9-]+)(?=\.amazonaws\.com)/, `$1.${region}`)
}

function policyOf({ policy }: JsonObject): string | undefined {
  if (typeof policy === 'string') return policy
  return isJsonObject(policy) ? JSON.stringify(policy, undefined, 2) : undefined
}

/** What would make another key than AWS makes unasked. */
const KEY_OPTIONS: readonly (readonly [member: string, option: string, preset: string])[] = [
  ['description', '--description', ''],
  ['keySpec', '--key-spec', 'SYMMETRIC_DEFAULT'],
  ['keyUsage', '--key-usage', 'ENCRYPT_DECRYPT'],
  ['origin', '--origin', 'AWS_KMS'],
]

function keyOptionsOf(request: JsonObject): readonly string[] {
  const named = KEY_OPTIONS.flatMap(([member, option, preset]) => {
    const value = textOf(request[member]) ?? preset
    return value === preset ? [] : [option, value]
  })
  return request.multiRegion === true ? [...named, '--multi-region'] : named
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

type Defined<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> }

/** Without the members that are not known. */
function defined<T extends object>(members: T): Defined<T> {
  const known = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as Defined<T>
}
