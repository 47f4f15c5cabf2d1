// Policy variables: `${aws:username}`, with a default `${aws:username, 'nobody'}`, and the escapes
// `${*}`, `${?}` and `${$}`. Only version 2012-10-17 knows them; before, text stands for itself.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

import type { PolicyVersion } from '../document.ts'
import type { RequestContext } from '../request-context.ts'
import { ANY, STAR, type TextMatcher, type Token, tokenize, wildcardOf } from './wildcard.ts'

export interface Variable {
  /** Lower case. */
  readonly key: string
  readonly fallback: string | undefined
}

export type TemplatePart = Token | Variable
export type Template = readonly TemplatePart[]

/**
 * A key holds neither `$` nor a brace, so that every character is looked at once, even in a text
 * that opens one variable after the other.
 */
const VARIABLE = /\$\{(\$|[^},${]*)(?:,\s*'([^']*)'\s*)?\}/

export function parseTemplate(text: string, version: PolicyVersion): Template {
  if (version !== '2012-10-17' || !text.includes('${')) return tokenize(text)
  // `split` with two groups yields text, key, fallback, text, key, fallback, ..., text.
  const pieces = text.split(VARIABLE)
  const parts: TemplatePart[] = []
  for (let at = 0; at < pieces.length; at += 3) {
    parts.push(...tokenize(pieces[at] ?? ''))
    const key = pieces[at + 1]
    if (key !== undefined) parts.push(variableOf(key.trim(), pieces[at + 2]))
  }
  return parts
}

function variableOf(key: string, fallback: string | undefined): TemplatePart {
  if (key === '*' || key === '?' || key === '$') return key
  return { key: key.toLowerCase(), fallback }
}

export function isVariable(part: TemplatePart): part is Variable {
  return typeof part === 'object'
}

/**
 * Puts the values in. Undefined when a variable has none: a set cannot stand for one value.
 * What a variable holds is literal; an asterisk in it is no wildcard.
 */
export function resolve(template: Template, context: RequestContext): readonly Token[] | undefined {
  const tokens: Token[] = []
  for (const part of template) {
    if (!isVariable(part)) {
      tokens.push(part)
      continue
    }
    const held = context.get(part.key)
    const value = typeof held === 'string' ? held : part.fallback
    if (value === undefined) return undefined
    if (value !== '') tokens.push(value)
  }
  return tokens
}

/** The text as AWS compares it where no wildcard counts. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => (token === STAR ? '*' : token === ANY ? '?' : token)).join('')
}

/** Lower-cased for comparisons without case. */
export function foldTemplate(template: Template): Template {
  return template.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))
}

export type TemplateMatcher = (text: string, context: RequestContext) => boolean

/** Compiled once when no variable is in it. A variable without a value matches nothing. */
export function templateMatcher(
  template: Template,
  compile: (tokens: readonly Token[]) => TextMatcher = wildcardOf,
): TemplateMatcher {
  if (!template.some(isVariable)) return compile(template as readonly Token[])
  return (text, context) => {
    const tokens = resolve(template, context)
    return tokens !== undefined && compile(tokens)(text)
  }
}
