import type { Cursor } from './cursor.ts'
import { parseCall } from './parse-call.ts'
import { parseType } from './parse-type.ts'
import type { Expression, Literal } from './syntax.ts'

/** Something that has no operator, and what is reached into behind it: `.field`, `[index]`. */
export function parsePrimary(cursor: Cursor): Expression {
  let base = primary(cursor)
  for (;;) {
    const { at } = cursor
    if (cursor.takeSymbol('.')) {
      const field = cursor.requireIdentifier()
      base = { kind: 'field', base, field, at: base.at }
    } else if (cursor.takeSymbol('[')) {
      const index = cursor.expression()
      cursor.requireSymbol(']')
      base = { kind: 'subscript', base, index, at }
    } else return base
  }
}

function primary(cursor: Cursor): Expression {
  const { token, at } = cursor
  switch (token.kind) {
    case 'number':
    case 'string':
    case 'bytes':
      return { kind: token.kind, text: cursor.next().value, at }
    case 'symbol':
      return symbol(cursor)
    case 'word':
      return word(cursor)
    case 'quoted':
      return named(cursor)
    default:
      throw cursor.mismatch('<expression>')
  }
}

function symbol(cursor: Cursor): Expression {
  const { at } = cursor
  if (cursor.takeSymbol('?')) return { kind: 'parameter', index: cursor.nextParameter(), at }
  if (!cursor.isSymbol('(')) throw cursor.mismatch('<expression>')
  return lambdaOf(cursor) ?? parenthesized(cursor)
}

function parenthesized(cursor: Cursor): Expression {
  const { at } = cursor.next()
  if (cursor.isWord('SELECT') || cursor.isWord('WITH') || cursor.isWord('VALUES')) {
    const query = cursor.query()
    cursor.requireSymbol(')')
    return { kind: 'subquery', query, at }
  }
  const items = cursor.list(() => cursor.expression())
  cursor.requireSymbol(')')
  const [only] = items
  return items.length === 1 && only ? only : { kind: 'row', items, at }
}

/** `(a, b) -> ...`, which begins as a row would. */
function lambdaOf(cursor: Cursor): Expression | undefined {
  const { at } = cursor
  const mark = cursor.mark()
  cursor.requireSymbol('(')
  const parameters: string[] = []
  while (cursor.isIdentifier()) {
    parameters.push(cursor.requireIdentifier().name)
    if (!cursor.takeSymbol(',')) break
  }
  if (cursor.takeSymbol(')') && cursor.takeSymbol('->')) {
    return { kind: 'lambda', parameters, body: cursor.expression(), at }
  }
  cursor.back(mark)
  return undefined
}

function word(cursor: Cursor): Expression {
  const { token } = cursor
  const rule = RULES[token.value]
  const next = cursor.ahead(1)
  if (rule?.when(next.value, next.kind)) return rule.parse(cursor)
  if (next.kind === 'string' && cursor.isIdentifier()) return typedLiteral(cursor)
  return named(cursor)
}

/** A word that is more than a name when the right thing follows it. */
interface Rule {
  readonly when: (next: string, kind: string) => boolean
  readonly parse: (cursor: Cursor) => Expression
}

const always = (): boolean => true
const opens = (next: string): boolean => next === '('

const RULES: Readonly<Record<string, Rule>> = {
  NULL: { when: always, parse: (cursor) => ({ kind: 'null', at: cursor.next().at }) },
  TRUE: { when: always, parse: boolean },
  FALSE: { when: always, parse: boolean },
  CASE: { when: always, parse: caseExpression },
  CAST: { when: opens, parse: cast },
  TRY_CAST: { when: opens, parse: cast },
  EXISTS: { when: opens, parse: exists },
  EXTRACT: { when: opens, parse: extract },
  INTERVAL: {
    when: (next, kind) => kind === 'string' || next === '-' || next === '+',
    parse: interval,
  },
  ARRAY: { when: (next) => next === '[', parse: array },
  ROW: { when: opens, parse: row },
  CURRENT_DATE: { when: always, parse: bare },
  CURRENT_TIMESTAMP: { when: always, parse: bare },
  CURRENT_TIME: { when: always, parse: bare },
  LOCALTIMESTAMP: { when: always, parse: bare },
  LOCALTIME: { when: always, parse: bare },
  CURRENT_USER: { when: always, parse: bare },
  CURRENT_SCHEMA: { when: always, parse: bare },
  CURRENT_CATALOG: { when: always, parse: bare },
}

function named(cursor: Cursor): Expression {
  const { at } = cursor
  const called = cursor.token.kind === 'word' ? parseCall(cursor) : undefined
  if (called) return called
  const { name } = cursor.requireIdentifier()
  if (!cursor.takeSymbol('->')) return { kind: 'name', name, at }
  return { kind: 'lambda', parameters: [name], body: cursor.expression(), at }
}

/** A function that is called without parentheses; a precision may follow. */
function bare(cursor: Cursor): Expression {
  const { value, at } = cursor.next()
  if (cursor.isSymbol('(')) cursor.parenthesized(() => cursor.requireInteger())
  const none = { arguments: [], orderBy: [], star: false, distinct: false, ignoreNulls: false }
  return { kind: 'call', name: value.toLowerCase(), ...none, at }
}

function boolean(cursor: Cursor): Literal {
  const { value, at } = cursor.next()
  return { kind: 'boolean', value: value === 'TRUE', at }
}

function typedLiteral(cursor: Cursor): Literal {
  const { at } = cursor
  const type = parseType(cursor)
  return { kind: 'typed', type, text: cursor.requireString(), at }
}

function interval(cursor: Cursor): Literal {
  const { at } = cursor.next()
  const negative = cursor.takeSymbol('-')
  if (!negative) cursor.takeSymbol('+')
  const text = cursor.requireString()
  const from = cursor.requireIdentifier().name.toLowerCase()
  const to = cursor.takeWord('TO') ? cursor.requireIdentifier().name.toLowerCase() : undefined
  return { kind: 'interval', negative, text, from, ...(to && { to }), at }
}

function array(cursor: Cursor): Expression {
  const { at } = cursor.next()
  cursor.requireSymbol('[')
  const items = cursor.isSymbol(']') ? [] : cursor.list(() => cursor.expression())
  cursor.requireSymbol(']')
  return { kind: 'array', items, at }
}

function row(cursor: Cursor): Expression {
  const { at } = cursor.next()
  const items = cursor.parenthesized(() => cursor.list(() => cursor.expression()))
  return { kind: 'row', items, at }
}

function exists(cursor: Cursor): Expression {
  const { at } = cursor.next()
  return { kind: 'exists', query: cursor.parenthesized(() => cursor.query()), at }
}

function extract(cursor: Cursor): Expression {
  const { at } = cursor.next()
  return cursor.parenthesized((): Expression => {
    const field = cursor.requireIdentifier().name.toLowerCase()
    cursor.requireWord('FROM')
    return { kind: 'extract', field, operand: cursor.expression(), at }
  })
}

function cast(cursor: Cursor): Expression {
  const { value, at } = cursor.next()
  return cursor.parenthesized((): Expression => {
    const operand = cursor.expression()
    cursor.requireWord('AS')
    return { kind: 'cast', operand, type: parseType(cursor), safe: value === 'TRY_CAST', at }
  })
}

function caseExpression(cursor: Cursor): Expression {
  const { at } = cursor.next()
  const operand = cursor.isWord('WHEN') ? undefined : cursor.expression()
  const whens: { when: Expression; value: Expression }[] = []
  while (cursor.takeWord('WHEN')) {
    const when = cursor.expression()
    cursor.requireWord('THEN')
    whens.push({ when, value: cursor.expression() })
  }
  if (whens.length === 0) throw cursor.mismatch(`'WHEN'`)
  const otherwise = cursor.takeWord('ELSE') ? cursor.expression() : undefined
  cursor.requireWord('END')
  return { kind: 'case', whens, ...(operand && { operand }), ...(otherwise && { otherwise }), at }
}
