// From whatever a person pastes to what AWS refused: a sentence, an exception of an SDK with its
// stack, XML, JSON, or a CloudTrail event.

import { isJsonObject, parseJson, type Json } from '../../base/json.ts'
import type { Denial } from '../denial.ts'
import { readDecodedMessage } from './decoded-message.ts'
import { readEvents } from './read-event.ts'
import { readableText, shownText } from './readable-text.ts'
import { readSentence } from './read-sentence.ts'
import { textsIn } from './texts-in.ts'

/** What was refused, as far as the text tells. */
export interface ReadError {
  /** As it was pasted: capped, and without what only a terminal understands. */
  readonly text: string
  /** `lockout` and `principals`: KMS refused a new key policy. `encoded`: it cannot be read. */
  readonly says: 'denied' | 'lockout' | 'principals' | 'encoded'
  /** An ARN, or the name of a service. */
  readonly principal?: string
  /** `kms:Decrypt`. */
  readonly action?: string
  /** The key, or `*`; an alias where the text has one. */
  readonly resource?: string
  /** AWS's own words, with the layer that they name. */
  readonly denial?: Denial
  readonly account?: string
  readonly region?: string
  /** Condition keys of the request that the text tells of. */
  readonly context: Readonly<Record<string, string>>
  /** The service that asked for the principal: `lambda.amazonaws.com`. */
  readonly via?: string
  /** The event that tells of it. */
  readonly eventId?: string
  /** The key policy that was refused. */
  readonly policy?: string
  /** Options of CreateKey beside the policy, as the AWS CLI has them. */
  readonly keyOptions?: readonly string[]
  /** What has to be decoded first. */
  readonly encoded?: string
}

/** One reading, before the text that it was found in is added. */
export type Reading = Omit<ReadError, 'text'>

/** Undefined: nothing that AWS says of a key was found in it. */
export function readError(pasted: string): ReadError | undefined {
  const readable = readableText(pasted)
  const json = jsonIn(readable)
  const reading = (json === undefined ? undefined : readJson(json)) ?? readSentence(readable)
  return reading && { text: shownText(readable), ...reading }
}

/** Events first: they know more than the sentence in them. */
function readJson(json: Json): Reading | undefined {
  return readEvents(json) ?? readDecodedMessage(json) ?? readSentence(textsIn(json).join('\n'))
}

/** The text as JSON, or the object that stands in it behind a prompt or a time stamp. */
function jsonIn(readable: string): Json | undefined {
  const whole = parseJson(readable)
  if (isJsonObject(whole) || Array.isArray(whole)) return whole
  // `"{\"eventVersion\": …}"`: JSON as the value of JSON.
  if (typeof whole === 'string') return parseJson(whole)
  const [from, to] = [readable.indexOf('{'), readable.lastIndexOf('}')]
  const part = from < 0 ? undefined : parseJson(readable.slice(from, to + 1))
  return isJsonObject(part) ? part : undefined
}
