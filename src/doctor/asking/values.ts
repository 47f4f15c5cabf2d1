// What the SDK answers as JSON, and back. Dates and bytes survive the round trip.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

/** An object with one of these members alone is no object of AWS's; one that is, is wrapped. */
const MARKS = ['$date', '$bytes', '$object'] as const

export function toJson(value: unknown): Json | undefined {
  if (value === undefined || typeof value === 'function') return undefined
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'string') return printable(value)
  if (value instanceof Date) return dateToJson(value)
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null)
  const members = Object.entries(value).flatMap(([name, member]) => {
    const json = toJson(member)
    return json === undefined ? [] : [[name, json] as const]
  })
  const object: JsonObject = Object.fromEntries(members)
  return markOf(object) === undefined ? object : { $object: object }
}

/** A time out of all bounds, which a server may send, has no text: as if it were not there. */
const dateToJson = (date: Date): Json | undefined =>
  Number.isNaN(date.getTime()) ? undefined : { $date: date.toISOString() }

export function fromJson(json: Json): unknown {
  if (Array.isArray(json)) return json.map(fromJson)
  if (!isJsonObject(json)) return json
  const mark = markOf(json)
  const marked = mark === undefined ? undefined : json[mark]
  if (mark === '$date' && typeof marked === 'string') return new Date(marked)
  if (mark === '$bytes' && typeof marked === 'string') {
    return new Uint8Array(Buffer.from(marked, 'base64'))
  }
  return membersOf(mark === '$object' && isJsonObject(marked) ? marked : json)
}

const membersOf = (json: JsonObject): object =>
  Object.fromEntries(Object.entries(json).map(([name, member]) => [name, fromJson(member)]))

function markOf(object: JsonObject): (typeof MARKS)[number] | undefined {
  const [name, ...more] = Object.keys(object)
  return more.length > 0 ? undefined : MARKS.find((mark) => mark === name)
}

/** Nothing that would steer the terminal on which it is shown later. */
const printable = (text: string): string => text.replaceAll(UNPRINTABLE, '\u{FFFD}')

// oxlint-disable-next-line no-control-regex -- they are what is looked for
export const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g

/** One text for one value, in whichever order its members were written. */
export function canonical(json: Json | undefined): string {
  return JSON.stringify(sorted(json ?? null))
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted)
  if (!isJsonObject(json)) return json
  const members = Object.entries(json).map(([name, member]) => [name, sorted(member)] as const)
  return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
