import type { Condition, PolicyVersion } from '../document.ts'
import type { TemplateMatcher } from '../match/template.ts'
import type { ContextValue, RequestContext } from '../request-context.ts'
import { COMPARISONS } from './comparison.ts'
import { type Operator, parseOperator } from './operator.ts'

export interface CompiledCondition {
  readonly condition: Condition
  /** Lower case. */
  readonly key: string
  readonly holds: (context: RequestContext) => boolean
}

/** Compiles one operator with one key; all conditions of a statement must hold together. */
export function compileCondition(condition: Condition, version: PolicyVersion): CompiledCondition {
  const operator = parseOperator(condition.operator)
  const key = condition.key.toLowerCase()
  // INVARIANT: the reader took the document, so the operator is known.
  if (!operator) throw new Error(`unknown condition operator: ${condition.operator}`)
  if (operator.comparison === 'Null') return { condition, key, holds: nullCheck(condition, key) }
  const compile = COMPARISONS[operator.comparison]
  const values = condition.values.map((value) => compile(value, version))
  return { condition, key, holds: valueTest(operator, key, values) }
}

/** `Null: true` asks that the key be absent, `Null: false` that it be there. */
function nullCheck({ values }: Condition, key: string): (context: RequestContext) => boolean {
  const wanted = values.map((value) => value.toLowerCase())
  return (context) => {
    const held = context.get(key)
    const absent = held === undefined || (typeof held !== 'string' && held.length === 0)
    return wanted.includes(String(absent))
  }
}

/** Few closures deep: of all that a decision does, this is done most often. */
function valueTest(
  { negated, set, ifExists }: Operator,
  key: string,
  values: readonly TemplateMatcher[],
): (context: RequestContext) => boolean {
  const matches = (text: string, context: RequestContext): boolean => {
    for (const value of values) if (value(text, context)) return !negated
    return negated
  }
  if (set === 'all') {
    // A key that is absent is an empty set, of which everything is true: so AWS has it.
    return (context) => listOf(context.get(key)).every((text) => matches(text, context))
  }
  if (set === 'any') {
    return (context) => {
      const held = context.get(key)
      if (held === undefined) return ifExists
      return listOf(held).some((text) => matches(text, context))
    }
  }
  return (context) => {
    const held = context.get(key)
    // A key that is absent equals nothing: every `Not` operator holds.
    if (held === undefined) return ifExists || negated
    // AWS requires a set operator for a set and does not say what happens without: nothing holds.
    return typeof held === 'string' && matches(held, context)
  }
}

function listOf(held: ContextValue | undefined): readonly string[] {
  if (held === undefined) return []
  return typeof held === 'string' ? [held] : held
}
