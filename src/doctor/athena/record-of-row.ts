import { parseJson, type Json, type JsonObject } from '../../base/json.ts'
import type { RecordColumn } from './policy-events-query.ts'
import type { QueryRow } from './run-query.ts'

/** A row of the query for policy events, as the record that it comes from. */
export function recordOf(row: QueryRow): JsonObject {
  const text = (column: RecordColumn): string | undefined => row[column.toLowerCase()] ?? undefined
  const plain = {
    eventID: text('eventID'),
    eventTime: text('eventTime'),
    eventName: text('eventName'),
    awsRegion: text('awsRegion'),
    sourceIPAddress: text('sourceIPAddress'),
    userAgent: text('userAgent'),
    errorCode: text('errorCode'),
    errorMessage: text('errorMessage'),
    recipientAccountId: text('recipientAccountId'),
  }
  const userIdentity = {
    arn: text('arn'),
    invokedBy: text('invokedBy'),
    principalId: text('principalId'),
  }
  return {
    ...present(plain),
    userIdentity: present(userIdentity),
    requestParameters: parsed(text('requestParameters')),
    responseElements: parsed(text('responseElements')),
    resources: (text('resources') ?? '').split(',').map((ARN) => ({ ARN })),
  }
}

/** A member that is NULL in the table was absent from the record. */
function present(members: Readonly<Record<string, string | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

const parsed = (text: string | undefined): Json =>
  text === undefined ? null : (parseJson(text) ?? null)
