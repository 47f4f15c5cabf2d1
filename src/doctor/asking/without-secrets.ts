// CloudTrail records of AssumeRole hold a session token. It is of no use without its secret key,
// and still has no place in a file that goes from hand to hand.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

const SECRET_MEMBERS =
  /("(?:sessionToken|secretAccessKey|SessionToken|SecretAccessKey)"\s*:\s*)"[^"]*"/g
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

/** The same with every member that bears a secret hidden, as CloudTrail hides others. */
export const withoutSecrets = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, hidden(name, value)]))

function hidden(name: string, value: Json): Json {
  if (typeof value === 'string') {
    if (/^(sessionToken|secretAccessKey)$/i.test(name)) return HIDDEN
    return value.replaceAll(SECRET_MEMBERS, `$1"${HIDDEN}"`)
  }
  if (Array.isArray(value)) return value.map((item: Json) => hidden(name, item))
  return isJsonObject(value) ? withoutSecrets(value) : value
}
