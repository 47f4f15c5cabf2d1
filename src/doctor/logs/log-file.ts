// The records in a log file about one key. Most files name no key of interest, and are not parsed.

import { gunzipSync } from 'node:zlib'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { MiB } from '../../base/sizes.ts'

/** 50 MB is the largest file that CloudTrail delivers, compressed. */
const fileBytesMax = 1024 * MiB

/** Undefined: no log file. */
export function recordsIn(bytes: Uint8Array, mention: string): readonly JsonObject[] | undefined {
  const content = unpacked(bytes)
  if (content === undefined) return undefined
  if (!content.includes(mention)) return []
  return recordsOf(content.toString('utf8'))
}

/** By the first bytes, not by the name: whoever copies logs may have unpacked them. */
function unpacked(bytes: Uint8Array): Buffer | undefined {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content
  try {
    return gunzipSync(content, { maxOutputLength: fileBytesMax })
  } catch {
    return undefined
  }
}

function recordsOf(text: string): readonly JsonObject[] | undefined {
  const whole = parseJson(text)
  if (whole !== undefined) return listedIn(whole)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const records = lines.flatMap((line) => parseJson(line) ?? [])
  const objects = objectsOf(records)
  return objects.length === lines.length ? objects : undefined
}

/** A log file, the answer of `aws cloudtrail lookup-events`, a list of records, or one record. */
function listedIn(whole: Json): readonly JsonObject[] | undefined {
  if (Array.isArray(whole)) return objectsOf(whole)
  if (!isJsonObject(whole)) return undefined
  const { Records, Events } = whole
  if (Array.isArray(Records)) return objectsOf(Records)
  if (Array.isArray(Events)) return Events.flatMap(recordsOfEvent)
  return typeof whole.eventName === 'string' ? [whole] : undefined
}

const objectsOf = (values: readonly Json[]): readonly JsonObject[] =>
  values.flatMap((value) => (isJsonObject(value) ? [value] : []))

function recordsOfEvent(event: Json): readonly JsonObject[] {
  const text = isJsonObject(event) ? event.CloudTrailEvent : undefined
  const record = typeof text === 'string' ? parseJson(text) : undefined
  return isJsonObject(record) ? [record] : []
}
