// Reads AWS's access-denied sentence wherever somebody pasted it: a log line, an SDK's exception,
// CloudTrail's errorMessage, a Terraform error.

import { OPAQUE_REASON, POLICY_TYPES } from './sentence.ts'
import type { LayerName } from './types.ts'

/** What an access-denied sentence tells. */
export interface AccessDenied {
  readonly principal: string
  /** `kms:GetKeyPolicy`. */
  readonly action: string
  /** Undefined when the sentence does not name it. */
  readonly resource?: string
  /** How the sentence speaks of a resource that it does not name. */
  readonly mention?: 'ciphertext' | 'thisResource'
  /** The layer that refused; undefined when the sentence does not say, or says all at once. */
  readonly layer?: LayerName
  readonly kind: 'implicitDeny' | 'explicitDeny' | 'unknown'
  /** The policy that refused, which newer sentences end in. */
  readonly policyArn?: string
}

/** Far more than any sentence: what is longer holds it somewhere at its beginning or not at all. */
const TEXT_CHARS_MAX = 64 * 1024

/** Undefined when the text holds no such sentence. */
export function parseAccessDenied(text: string): AccessDenied | undefined {
  const sentence = SENTENCE.exec(unwrapped(text))
  if (!sentence) return undefined
  const [, principal = '', action = '', rest = ''] = sentence
  const resource = resourceIn(rest)
  return {
    principal: principal === 'anonymous' ? '*' : principal,
    action,
    ...(resource !== undefined && { resource }),
    ...mentionIn(rest),
    ...reasonIn(rest),
  }
}

const SENTENCE = /User: (\S{1,2048}) is not authorized to perform: ([\w-]+:\w+)(.{0,4096})/i

/** One line of single spaces: terminals and logs break sentences where they like. */
function unwrapped(text: string): string {
  return text.slice(0, TEXT_CHARS_MAX).replaceAll(/\s+/g, ' ')
}

/** IAM names entities in words: `user alice`, `policy arn:…`, `policy path /`. */
const ON_RESOURCE = /^ on resource: (\*|(?:(?:user|role|group|policy(?: path)?) )?[^\s"'\\,]+)/i

function resourceIn(rest: string): string | undefined {
  const found = ON_RESOURCE.exec(rest)?.[1]
  return found === undefined ? undefined : withoutFullStop(found)
}

function mentionIn(rest: string): Pick<AccessDenied, 'mention'> {
  if (/^ on the resource associated with this ciphertext/i.test(rest)) {
    return { mention: 'ciphertext' }
  }
  return /^ on this resource/i.test(rest) ? { mention: 'thisResource' } : {}
}

type Reason = Pick<AccessDenied, 'layer' | 'kind' | 'policyArn'>

const POLICY = '([a-z -]{1,40}?(?:policy|policies|boundary|boundaries))'
const EXPLICIT = new RegExp(`with an explicit deny(?: in (?:an?|the) ${POLICY}\\b(: arn:\\S+)?)?`)
const IMPLICIT = new RegExp(`because no ${POLICY} allows? (?:the \\S+ action|access)(: arn:\\S+)?`)

function reasonIn(rest: string): Reason {
  // Told either way, it is the owner's side of another account's resource that did not say yes.
  if (rest.includes(OPAQUE_REASON)) return { layer: 'keyPolicy', kind: 'unknown' }
  const explicit = EXPLICIT.exec(lowerWords(rest))
  if (explicit)
    return { kind: 'explicitDeny', ...layerNamed(explicit[1]), ...arnAfter(explicit[2]) }
  const implicit = IMPLICIT.exec(lowerWords(rest))
  if (implicit)
    return { kind: 'implicitDeny', ...layerNamed(implicit[1]), ...arnAfter(implicit[2]) }
  return { kind: 'unknown' }
}

/** `VPC endpoint policy` is the one name with capitals. */
function lowerWords(rest: string): string {
  return rest.replace('VPC endpoint', 'vpc endpoint')
}

/** AWS has written the same thing in the singular and in the plural. */
const LAYERS_BY_NAME: ReadonlyMap<string, LayerName> = new Map([
  ...Object.entries(POLICY_TYPES)
    .filter(([layer]) => layer !== 'grants')
    .map(([layer, name]) => [stemOf(name), layer as LayerName] as const),
  ['permission boundary', 'boundary'],
])

function stemOf(name: string): string {
  return name.trim().toLowerCase().replace(/ies$/, 'y')
}

function layerNamed(name: string | undefined): Pick<Reason, 'layer'> {
  const layer = LAYERS_BY_NAME.get(stemOf(name ?? ''))
  return layer ? { layer } : {}
}

function arnAfter(tail: string | undefined): Pick<Reason, 'policyArn'> {
  const found = /arn:[^\s"'\\,)]+/.exec(tail ?? '')?.[0]
  return found === undefined ? {} : { policyArn: withoutFullStop(found) }
}

function withoutFullStop(text: string): string {
  return text.replace(/[.;:]+$/, '')
}
