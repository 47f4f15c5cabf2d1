// `User: … is not authorized to perform: …`: the sentence that names what was asked.

import { parseArn } from '../../base/arn.ts'
import { parseAccessDenied } from '../../policy/index.ts'
import { parseDenial } from '../denial.ts'
import type { Reading } from './read-error.ts'
import type { Said } from './read-sentence.ts'

/** Of several errors in one text the last, and one of KMS before any other. */
export function lastDenial(line: string): Said | undefined {
  const starts = [...line.matchAll(/User: \S/g)].map(({ index }) => index)
  // A text repeats its errors; of thousands the last ones are enough.
  const found = starts
    .slice(-sentencesMax)
    .flatMap((at) => readAt(line.slice(at, at + sentenceCharsMax), at) ?? [])
  return found.findLast(({ reading }) => isKmsDenial(reading)) ?? found.at(-1)
}

const sentencesMax = 200
const sentenceCharsMax = 8192

export const isKmsDenial = ({ action = 'kms:' }: Reading): boolean => /^kms:/i.test(action)

function readAt(text: string, at: number): Said | undefined {
  const next = text.indexOf('User: ', 1)
  const own = next < 0 ? text : text.slice(0, next)
  const read = parseAccessDenied(own)
  if (read === undefined) return undefined
  const { action, resource } = read
  const principal = withoutQuotes(read.principal)
  const sentence = SENTENCE.exec(own)?.[0] ?? own
  const region = parseArn(resource ?? '')?.region
  const account = parseArn(principal)?.account
  const reading: Reading = {
    says: 'denied',
    principal,
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(region ? { region } : {}),
    ...(account ? { account } : {}),
    denial: parseDenial(sentence.replace(/["'.,;)]+$/, '')),
    context: {},
  }
  return { at, reading }
}

const withoutQuotes = (name: string): string => name.replaceAll(/^["'`]+|["'`,]+$/g, '')

/** Without what a tool writes behind it: `(Service: Kms, Status Code: 400, …)`. */
const SENTENCE = new RegExp(
  [
    String.raw`^User: \S+ is not authorized to perform: [\w-]+:\w+`,
    String.raw`(?: on resource: (?:(?:user|role|group|policy) )?\S+)?`,
    '(?: on this resource| on the resource associated with this ciphertext)?',
    '(?: because (?:the resource does not exist .{0,200}?denies access|',
    String.raw`no .{0,100}?(?:allows? the \S+ action|allows? access))`,
    '| with an explicit deny(?: in (?:an?|the) [a-z -]{1,40}?(?:policy|boundary))?)?',
    String.raw`(?:: arn:[\w:/-]+)?`,
  ].join(''),
  'i',
)
