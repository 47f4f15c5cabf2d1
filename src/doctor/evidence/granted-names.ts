// For whom grants were made, by the names of that day: KMS itself shows a grantee that is gone by
// its unique id alone.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Connection } from '../connection.ts'
import { isGot, type Answer } from './answer.ts'
import { askRecentRecords } from './recent-records.ts'

/** ARNs by the ids of grants. */
export type GrantedNames = ReadonlyMap<string, string>

export async function askGrantedNames(connection: Connection): Promise<Answer<GrantedNames>> {
  const records = await askRecentRecords(connection, 'CreateGrant')
  return isGot(records) ? { got: new Map(records.got.flatMap(nameIn)) } : records
}

function nameIn({ requestParameters, responseElements }: JsonObject): readonly [string, string][] {
  const { grantId } = objectOf(responseElements)
  const { granteePrincipal } = objectOf(requestParameters)
  if (typeof grantId !== 'string' || typeof granteePrincipal !== 'string') return []
  return [[grantId, granteePrincipal]]
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
