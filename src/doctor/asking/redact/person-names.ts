// Whose names stand in the evidence: users, sessions, and the aliases of accounts.

import { isJsonObject, parseJson, type Json } from '../../../base/json.ts'

/**
 * In an ARN: the user behind the path, the session behind the role. A name that goes on with `*`
 * is the beginning of many.
 */
const IN_ARNS = [
  /:user\/(?:[^"'\s,]*?\/)?([\w+=,.@-]+)(?![\w+=,.@/*?$-])/g,
  /:assumed-role\/[\w+=,.@-]+\/([\w+=,.@-]+)(?![\w+=,.@/*?$-])/g,
  /:federated-user\/([\w+=,.@-]+)(?![\w+=,.@/*?$-])/g,
  /\bAROA[A-Z0-9]{12,}:([\w+=,.@-]+)(?![\w+=,.@/*?$-])/g,
]

const NAME_MEMBERS = /^(user_?name|roleSessionName|accountAliases?)$/i

export function personNamesIn(json: Json): ReadonlySet<string> {
  const found = new Set<string>()
  lookInto(json, '', found)
  return found
}

function lookInto(json: Json, member: string, found: Set<string>): void {
  if (typeof json === 'string') lookIntoText(json, member, found)
  else if (Array.isArray(json)) for (const item of json) lookInto(item as Json, member, found)
  else if (isJsonObject(json)) {
    // CloudTrail calls the name of a session's role its issuer's userName.
    const isRole = json.type === 'Role'
    for (const [name, value] of Object.entries(json)) {
      lookInto(value, isRole && name === 'userName' ? '' : name, found)
    }
  }
}

function lookIntoText(text: string, member: string, found: Set<string>): void {
  if (NAME_MEMBERS.test(member)) found.add(text)
  const plain = text.startsWith('%7B') ? decodeURIComponent(text) : text
  for (const pattern of IN_ARNS) {
    for (const [, name] of plain.matchAll(pattern)) if (name !== undefined) found.add(name)
  }
  // A record of CloudTrail's, a policy.
  const inner = plain.startsWith('{') ? parseJson(plain) : undefined
  if (isJsonObject(inner)) lookInto(inner, '', found)
}

/** Replaces the names where they stand for people, whatever else the same word means. */
export function replaceInArns(text: string, other: (name: string) => string): string {
  return IN_ARNS.reduce(
    (replaced, pattern) =>
      replaced.replaceAll(pattern, (whole: string, name: string) => {
        return `${whole.slice(0, whole.length - name.length)}${other(name)}`
      }),
    text,
  )
}

export const isNameMember = (member: string): boolean => NAME_MEMBERS.test(member)
