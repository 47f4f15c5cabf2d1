// One CloudTrail record, read as what it says about one key's policy.

import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'

export const POLICY_EVENT_NAMES = ['CreateKey', 'PutKeyPolicy', 'ReplicateKey'] as const
export type PolicyEventName = (typeof POLICY_EVENT_NAMES)[number]

export interface PolicyEvent {
  readonly eventId: string
  /** ISO 8601, to the second. */
  readonly eventTime: string
  readonly eventName: PolicyEventName
  /** ARN of the caller, or the service that called. */
  readonly by: string
  readonly sourceIp: string
  /** The lockout safety check was bypassed. */
  readonly bypassed: boolean
  /** Undefined for CreateKey without a policy (the default key policy), and where AWS logs none. */
  readonly policy: string | undefined
  /** Present when it failed: an attempt, which changed nothing. */
  readonly error: { readonly code: string; readonly message: string } | undefined
}

/** The record, when it is a policy event of this key. */
export function policyEventOf(record: string, keyArn: string): PolicyEvent | undefined {
  const event = objectOf(parseJson(record))
  const eventName = POLICY_EVENT_NAMES.find((name) => name === event.eventName)
  if (eventName === undefined || !concerns(event, keyArn)) return undefined
  const request = objectOf(event.requestParameters)
  const identity = objectOf(event.userIdentity)
  const code = textOf(event.errorCode)
  return {
    eventId: textOf(event.eventID) ?? '',
    eventTime: textOf(event.eventTime) ?? '',
    eventName,
    by: textOf(identity.arn) ?? textOf(identity.invokedBy) ?? textOf(identity.principalId) ?? '',
    sourceIp: textOf(event.sourceIPAddress) ?? '',
    bypassed: request.bypassPolicyLockoutSafetyCheck === true,
    policy: policyTextOf(event),
    error: code === undefined ? undefined : { code, message: textOf(event.errorMessage) ?? '' },
  }
}

/** Whether the failure was a missing permission. CloudTrail has written both spellings. */
export function isDenial({ error }: PolicyEvent): boolean {
  return error?.code === 'AccessDenied' || error?.code === 'AccessDeniedException'
}

/**
 * `resources` first, then what the request or the answer names. A denied request has neither
 * requestParameters nor resources: its sentence alone names the key.
 */
function concerns(event: JsonObject, keyArn: string): boolean {
  const keyId = parseArn(keyArn)?.resource.slice('key/'.length)
  const request = objectOf(event.requestParameters)
  const created = objectOf(createdKey(event))
  const named = [request.keyId, created.arn, created.keyId, ...resourceArns(event)]
  if (event.eventName === 'ReplicateKey') named.splice(0, 1)
  if (named.some((name) => name === keyArn || name === keyId)) return true
  return textOf(event.errorMessage)?.includes(`on resource: ${keyArn} `) ?? false
}

function resourceArns({ eventName, resources }: JsonObject): readonly (Json | undefined)[] {
  // ReplicateKey lists the primary key, whose policy it does not touch.
  if (eventName === 'ReplicateKey' || !Array.isArray(resources)) return []
  return resources.map((resource: Json) => objectOf(resource).ARN)
}

function createdKey({ eventName, responseElements }: JsonObject): Json | undefined {
  const response = objectOf(responseElements)
  return eventName === 'ReplicateKey' ? response.replicaKeyMetadata : response.keyMetadata
}

/** Text as AWS logs it; some hand-made records hold the document itself. */
function policyTextOf({ eventName, requestParameters, responseElements }: JsonObject) {
  const logged =
    eventName === 'ReplicateKey'
      ? objectOf(responseElements).replicaPolicy
      : objectOf(requestParameters).policy
  if (typeof logged === 'string') return logged
  return isJsonObject(logged) ? JSON.stringify(logged) : undefined
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
