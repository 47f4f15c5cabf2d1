import { createHash } from 'node:crypto'
import { isJsonObject, parseJson } from '../../base/json.ts'
import type { EventPosition } from '../../store/store.ts'

/** A place in the history, bound to the query it belongs to. Opaque to clients. */
export function encodePageToken(position: EventPosition, query: string): string {
  const token = { t: position.timeSeconds, s: position.sequence, q: fingerprint(query) }
  return Buffer.from(JSON.stringify(token)).toString('base64')
}

/** Undefined when the token is not one of ours or was given out for another query. */
export function decodePageToken(text: string, query: string): EventPosition | undefined {
  const token = parseJson(Buffer.from(text, 'base64').toString('utf8'))
  if (!isJsonObject(token) || token['q'] !== fingerprint(query)) return undefined
  const { t: timeSeconds, s: sequence } = token
  if (typeof timeSeconds !== 'number' || typeof sequence !== 'number') return undefined
  return { timeSeconds, sequence }
}

const fingerprint = (query: string): string =>
  createHash('sha256').update(query).digest('base64url').slice(0, 16)
