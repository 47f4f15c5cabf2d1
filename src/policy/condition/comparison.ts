import type { PolicyVersion } from '../document.ts'
import {
  foldTemplate,
  parseTemplate,
  plainText,
  type TemplateMatcher,
  templateMatcher,
} from '../match/template.ts'
import { type TextMatcher, type Token, wildcardOf } from '../match/wildcard.ts'
import { parseDateMs } from './date-value.ts'
import { contains, parseIpBlock } from './ip-address.ts'
import type { Comparison } from './operator.ts'
import { rememberLast } from './remember-last.ts'

/** Compiles one value of a policy into a question to one value of the request. */
type Compile = (value: string, version: PolicyVersion) => TemplateMatcher

/** A value that its operator cannot read (`"NumericEquals": "soon"`) is met by nothing. */
const never: TemplateMatcher = () => false

const string: Compile = (value, version) => templateMatcher(parseTemplate(value, version), exactly)

const stringIgnoreCase: Compile = (value, version) => {
  const matches = templateMatcher(foldTemplate(parseTemplate(value, version)), (tokens) =>
    exactly(tokens.map((token) => (typeof token === 'string' ? token.toLowerCase() : token))),
  )
  return (text, context) => matches(text.toLowerCase(), context)
}

const stringLike: Compile = (value, version) => templateMatcher(parseTemplate(value, version))

const arn: Compile = (value, version) => templateMatcher(parseTemplate(value, version), arnLike)

function exactly(tokens: readonly Token[]): TextMatcher {
  const wanted = plainText(tokens)
  return (text) => text === wanted
}

/** Each of the six parts on its own: unlike elsewhere, a wildcard does not cross a colon. */
function arnLike(tokens: readonly Token[]): TextMatcher {
  const parts = splitAtColons(tokens).map(wildcardOf)
  return (text) => {
    const held = heldArn(text)
    return held.length === parts.length && allMatch(parts, held)
  }
}

/** A plain loop, from the end: the resource tells ARNs apart more often than the partition. */
function allMatch(parts: readonly TextMatcher[], held: readonly string[]): boolean {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    if (!parts[at]?.(held[at] ?? '')) return false
  }
  return true
}

const ARN_PARTS = 6

function splitArn(text: string): readonly string[] {
  const pieces = text.split(':')
  return [...pieces.slice(0, ARN_PARTS - 1), pieces.slice(ARN_PARTS - 1).join(':')]
}

const heldArn = rememberLast(splitArn)

function splitAtColons(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (typeof token !== 'string') {
      parts.at(-1)?.push(token)
      continue
    }
    for (const [at, piece] of token.split(':').entries()) {
      if (at > 0 && parts.length < ARN_PARTS) parts.push([])
      else if (at > 0) parts.at(-1)?.push(':')
      if (piece !== '') parts.at(-1)?.push(piece)
    }
  }
  return parts
}

const bool: Compile = (value) => {
  const wanted = value.toLowerCase()
  if (wanted !== 'true' && wanted !== 'false') return never
  return (text) => text.toLowerCase() === wanted
}

const binary: Compile = (value) => (text) => text === value

const heldAddress = rememberLast(parseIpBlock)

const ipAddress: Compile = (value) => {
  const block = parseIpBlock(value)
  if (!block) return never
  return (text) => {
    const host = heldAddress(text)
    return host !== undefined && contains(block, host)
  }
}

type Read = (text: string) => number | undefined
type Holds = (held: number, wanted: number) => boolean

/** Numbers and dates: read both sides, then compare. */
function orderedBy(read: Read): (holds: Holds) => Compile {
  const readHeld = rememberLast(read)
  return (holds) => (value) => {
    const wanted = read(value)
    if (wanted === undefined) return never
    return (text) => {
      const held = readHeld(text)
      return held !== undefined && holds(held, wanted)
    }
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

function parseNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined
}

const number = orderedBy(parseNumber)
const date = orderedBy(parseDateMs)

const equal = (held: number, wanted: number): boolean => held === wanted
const less = (held: number, wanted: number): boolean => held < wanted
const lessOrEqual = (held: number, wanted: number): boolean => held <= wanted
const greater = (held: number, wanted: number): boolean => held > wanted
const greaterOrEqual = (held: number, wanted: number): boolean => held >= wanted

export const COMPARISONS: Readonly<Record<Exclude<Comparison, 'Null'>, Compile>> = {
  StringEquals: string,
  StringEqualsIgnoreCase: stringIgnoreCase,
  StringLike: stringLike,
  NumericEquals: number(equal),
  NumericLessThan: number(less),
  NumericLessThanEquals: number(lessOrEqual),
  NumericGreaterThan: number(greater),
  NumericGreaterThanEquals: number(greaterOrEqual),
  DateEquals: date(equal),
  DateLessThan: date(less),
  DateLessThanEquals: date(lessOrEqual),
  DateGreaterThan: date(greater),
  DateGreaterThanEquals: date(greaterOrEqual),
  Bool: bool,
  BinaryEquals: binary,
  IpAddress: ipAddress,
  ArnLike: arn,
}
