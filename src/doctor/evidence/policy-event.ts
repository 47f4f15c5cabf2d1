// One CloudTrail record, read as what it says about one key's policy.

import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { parseArn, type ArnParts } from '../../base/arn.ts'

export const POLICY_EVENT_NAMES = ['CreateKey', 'PutKeyPolicy', 'ReplicateKey'] as const
export type PolicyEventName = (typeof POLICY_EVENT_NAMES)[number]

export interface PolicyEvent {
  readonly eventId: string
  /** ISO 8601, to the second. */
  readonly eventTime: string
  readonly eventName: PolicyEventName
  /** ARN of the caller, or the service that called. */
  readonly by: string
  /** Of the caller's user or role: `AIDA…`, `AROA…`. */
  readonly uniqueId?: string
  readonly sourceIp: string
  /** The VPC endpoint that the request came through. */
  readonly vpcEndpoint?: string
  readonly userAgent: string
  /** The lockout safety check was bypassed. */
  readonly bypassed: boolean
  /** Undefined for CreateKey without a policy (the default key policy), and where AWS logs none. */
  readonly policy: string | undefined
  /** Present when it failed: an attempt, which changed nothing. */
  readonly error: { readonly code: string; readonly message: string } | undefined
}

/** The record, when it is a policy event of this key. */
export function policyEventOf(event: JsonObject, keyArn: string): PolicyEvent | undefined {
  const eventName = POLICY_EVENT_NAMES.find((name) => name === event.eventName)
  if (eventName === undefined || !concerns(event, keyArn)) return undefined
  const request = objectOf(event.requestParameters)
  const identity = objectOf(event.userIdentity)
  const code = textOf(event.errorCode)
  const uniqueId = uniqueIdOf(identity)
  const vpcEndpoint = textOf(event.vpcEndpointId)
  return {
    eventId: textOf(event.eventID) ?? '',
    eventTime: textOf(event.eventTime) ?? '',
    eventName,
    by: textOf(identity.arn) ?? textOf(identity.invokedBy) ?? textOf(identity.principalId) ?? '',
    ...(uniqueId !== undefined && { uniqueId }),
    sourceIp: textOf(event.sourceIPAddress) ?? '',
    ...(vpcEndpoint !== undefined && { vpcEndpoint }),
    userAgent: textOf(event.userAgent) ?? '',
    bypassed: request.bypassPolicyLockoutSafetyCheck === true,
    policy: policyTextOf(event),
    error: code === undefined ? undefined : { code, message: textOf(event.errorMessage) ?? '' },
  }
}

/** A session's own `principalId` is the role's with the session's name behind it. */
function uniqueIdOf(identity: JsonObject): string | undefined {
  const issuer = objectOf(objectOf(identity.sessionContext).sessionIssuer)
  const id = textOf(issuer.principalId) ?? textOf(identity.principalId)?.split(':')[0]
  return id !== undefined && /^A(IDA|ROA)/.test(id) ? id : undefined
}

/** The same from the text of a record. */
export function policyEventIn(record: string, keyArn: string): PolicyEvent | undefined {
  return policyEventOf(objectOf(parseJson(record)), keyArn)
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
  const key = parseArn(keyArn)
  if (key === undefined) return false
  if (event.eventName === 'ReplicateKey') return isReplica(event, keyArn, key)
  const request = objectOf(event.requestParameters)
  const created = objectOf(objectOf(event.responseElements).keyMetadata)
  const named = [...resourceArns(event), request.keyId, created.arn]
  if (named.some((name) => name === keyArn)) return true
  const ids = [request.keyId, created.keyId]
  if (ids.some((id) => id === keyIdOf(key))) return isAtHome(event, created, key)
  return saysOf(textOf(event.errorMessage) ?? '', keyArn)
}

/** It lists the primary key, whose policy it does not touch; the answer names the replica. */
function isReplica(event: JsonObject, keyArn: string, key: ArnParts): boolean {
  const made = objectOf(objectOf(event.responseElements).replicaKeyMetadata)
  if (made.arn !== undefined) return made.arn === keyArn
  // Primary and replicas have one id: the Region tells them apart.
  const { replicaRegion } = objectOf(event.requestParameters)
  return made.keyId === keyIdOf(key) && replicaRegion === key.region
}

/** A multi-Region key has one id in all its Regions, and logs may hold more than one. */
function isAtHome(event: JsonObject, created: JsonObject, { region, account }: ArnParts): boolean {
  // CloudTrail has written the member in both ways.
  const owner = created.aWSAccountId ?? created.AWSAccountId ?? event.recipientAccountId
  const isOwn = owner === undefined || owner === account
  return isOwn && (event.awsRegion === undefined || event.awsRegion === region)
}

/** The sentence names this key, and none whose id only begins alike. */
function saysOf(message: string, keyArn: string): boolean {
  const at = message.indexOf(keyArn)
  return at >= 0 && !/[\w-]/.test(message.charAt(at + keyArn.length))
}

function resourceArns({ resources }: JsonObject): readonly (Json | undefined)[] {
  if (!Array.isArray(resources)) return []
  return resources.map((resource: Json) => objectOf(resource).ARN ?? objectOf(resource).arn)
}

const keyIdOf = ({ resource }: ArnParts): string => resource.slice('key/'.length)

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
