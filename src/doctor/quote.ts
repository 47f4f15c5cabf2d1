// The lines of a policy that settle something, numbered as the document is shown.

import type { JsonObject } from '../base/json.ts'
import type { FailedElement, LayerExplanation, NamedPolicy, StatementRef } from '../policy/index.ts'
import { documentText } from './document-text.ts'

export interface Quote {
  /** The name of the policy. */
  readonly policy: string
  /** From 0. */
  readonly statement: number
  readonly sid?: string
  /** Where the statement begins, from 1. */
  readonly line: number
  /** `decides`: it denies. `nearest`: of those that do not allow it, it came nearest. */
  readonly as: 'decides' | 'nearest'
  /** The elements that did not fit the request, as the policy spells them. */
  readonly failed: readonly string[]
  readonly lines: readonly QuotedLine[]
}

export interface QuotedLine {
  /** From 1. */
  readonly line: number
  readonly text: string
  /** It belongs to what settled it. */
  readonly marked: boolean
}

const limits = {
  /** Of one layer; a policy with hundreds of statements has many that are equally near. */
  quotesMax: 3,
  linesMax: 8,
  /** Of one element: the names of a long list add nothing. */
  elementLinesMax: 4,
} as const

/** A policy that the engine was asked about, and the document that a person sees in its place. */
export interface QuotedPolicy {
  readonly policy: NamedPolicy
  readonly shown: JsonObject
}

/** What a layer rests on: the statements that deny, or those that came nearest to allowing. */
export function quotesOf(
  { says, because, nearest = [] }: LayerExplanation,
  policies: readonly QuotedPolicy[],
): readonly Quote[] {
  const denying = because.map((ref) => quoteOf(ref, 'decides', DENIES, policies))
  const missing = nearest.map(({ statement, failed }) =>
    quoteOf(statement, 'nearest', failed.map(placeIn), policies),
  )
  const quotes = says === 'deny' ? denying : says === 'silent' ? missing : []
  return quotes.flatMap((quote) => quote ?? []).slice(0, limits.quotesMax)
}

/** The element, and the path to what failed in it. */
interface Place {
  readonly element: string
  readonly path: readonly string[]
}

const DENIES: readonly Place[] = [{ element: 'Effect', path: ['Effect'] }]

function placeIn(failed: FailedElement): Place {
  if (failed.element === 'condition') {
    return { element: 'Condition', path: ['Condition', failed.operator, failed.key] }
  }
  const name = failed.element.charAt(0).toUpperCase() + failed.element.slice(1)
  const element = failed.negated ? `Not${name}` : name
  return { element, path: [element] }
}

function quoteOf(
  { policy: name, statement, sid }: StatementRef,
  as: Quote['as'],
  places: readonly Place[],
  policies: readonly QuotedPolicy[],
): Quote | undefined {
  const quoted = policies.find(({ policy }) => policy.name === name)
  const document = quoted?.policy.policy.document
  if (quoted === undefined || document?.positions === undefined) return undefined
  const { extentOf, startOf } = document.positions
  const { start, end } = extentOf(statement)
  const lineOf = (path: readonly string[]): number => startOf(statement, path).line
  const json = statementIn(quoted.shown, statement)
  const marked = new Set(places.flatMap(({ path }) => linesAt(lineOf(path), valueAt(json, path))))
  const texts = documentText(quoted.shown).split('\n')
  const numbers = texts.map((_, index) => index + 1).slice(start.line - 1, end.line)
  const heads = new Set(
    ['Sid', 'Effect'].filter((name) => name in json).map((name) => lineOf([name])),
  )
  const kept = numbers.filter((line) => marked.has(line) || heads.has(line))
  const shown = numbers.length <= limits.linesMax ? numbers : kept.slice(0, limits.linesMax)
  return {
    policy: name,
    statement,
    ...(sid === undefined ? {} : { sid }),
    line: start.line,
    as,
    failed: as === 'decides' ? [] : [...new Set(places.map(({ element }) => element))],
    lines: shown.map((line) => ({
      line,
      text: texts[line - 1] ?? '',
      marked: marked.has(line),
    })),
  }
}

/** Nothing, where the element is missing: then there is no line to point at. */
function linesAt(first: number, value: unknown): readonly number[] {
  if (value === undefined) return []
  const count = documentText(value as JsonObject).split('\n').length
  return Array.from({ length: Math.min(count, limits.elementLinesMax) }, (_, at) => first + at)
}

function statementIn({ Statement }: JsonObject, index: number): JsonObject {
  const statement: unknown = Array.isArray(Statement) ? Statement[index] : Statement
  return Object(statement) as JsonObject
}

function valueAt(json: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (Object(value) as JsonObject)[name], json)
}
