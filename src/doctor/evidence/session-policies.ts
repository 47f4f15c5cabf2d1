// The policies that a session was given when it began. Nothing reads them back: only the event of
// its beginning tells.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { ask, isGot, isUnseen, type Answer } from './answer.ts'
import { askManagedPolicy, type PolicyText } from './identity-policies.ts'
import { askRecentRecords } from './recent-records.ts'

export interface SessionPolicies {
  /** Of the session's beginning. */
  readonly eventId: string
  /** Empty: it was given none, and may all that its role may. */
  readonly policies: readonly PolicyText[]
}

/** `absent`: the event history does not hold the beginning of the session. */
export async function askSessionPolicies(
  connection: Connection,
  sessionArn: string,
): Promise<Answer<SessionPolicies>> {
  const eventName = isFederated(sessionArn) ? 'GetFederationToken' : 'AssumeRole'
  const records = await askRecentRecords(connection, eventName)
  if (!isGot(records)) return records
  const keyId = await accessKeyIdOf(connection)
  const begun = records.got.filter((record) => began(record, sessionArn))
  // Several sessions share a name; the access key tells them apart.
  const beginning = begun.find((record) => isOf(record, keyId)) ?? begun[0]
  if (beginning === undefined) return { absent: `no ${eventName} event of ${sessionArn}` }
  return policiesGiven(connection, beginning)
}

const isFederated = (arn: string): boolean =>
  parseArn(arn)?.resource.startsWith('federated-user/') ?? false

/** The name of the key, which is no secret. */
async function accessKeyIdOf(connection: Connection): Promise<string | undefined> {
  const credentials = await ask('', async () => connection.sts.config.credentials())
  return isGot(credentials) ? credentials.got.accessKeyId : undefined
}

function began({ responseElements }: JsonObject, sessionArn: string): boolean {
  const { assumedRoleUser, federatedUser } = objectOf(responseElements)
  return objectOf(assumedRoleUser ?? federatedUser).arn === sessionArn
}

function isOf({ responseElements }: JsonObject, keyId: string | undefined): boolean {
  return objectOf(objectOf(responseElements).credentials).accessKeyId === keyId
}

async function policiesGiven(
  connection: Connection,
  { requestParameters, eventID }: JsonObject,
): Promise<Answer<SessionPolicies>> {
  const { policy, policyArns } = objectOf(requestParameters)
  const arns = (Array.isArray(policyArns) ? policyArns : []).flatMap(arnIn)
  const managed = await Promise.all(arns.map((arn) => askManagedPolicy(connection, arn)))
  const unseen = managed.find(isUnseen)
  if (unseen !== undefined) return unseen
  const inline = typeof policy === 'string' ? [{ name: 'session policy', text: policy }] : []
  const policies = [...inline, ...managed.flatMap((one) => (isGot(one) ? [one.got] : []))]
  return { got: { eventId: typeof eventID === 'string' ? eventID : '', policies } }
}

function arnIn(entry: Json): readonly string[] {
  const { arn } = objectOf(entry)
  return typeof arn === 'string' ? [arn] : []
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
