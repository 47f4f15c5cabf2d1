import { isAggregate } from './functions/registry.ts'
import type { Expression } from './syntax.ts'

/** Whether an aggregate of this very query stands in an expression. */
export function containsAggregate(expression: Expression): boolean {
  if (expression.kind === 'call' && !expression.over && isAggregate(expression.name)) return true
  if (expression.kind === 'call' && expression.name === 'grouping') return true
  return children(expression).some((child) => containsAggregate(child))
}

/** The expressions directly inside one; what stands in a subquery is another query's. */
function children(expression: Expression): readonly Expression[] {
  return Object.entries(expression).flatMap(([key, value]: [string, unknown]) =>
    key === 'query' ? [] : expressionsOf(value),
  )
}

function expressionsOf(value: unknown): readonly Expression[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => expressionsOf(item))
  if (typeof value !== 'object' || value === null) return []
  if ('kind' in value && 'at' in value) return [value as Expression]
  return Object.values(value).flatMap((item: unknown) => expressionsOf(item))
}
