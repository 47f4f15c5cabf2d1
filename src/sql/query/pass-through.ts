// A condition on the rows of a subquery or a view is one on the rows of the tables inside, as long
// as each row of it comes of one row of theirs, and the column is handed on as it is.

import { unreachable } from '../../base/unreachable.ts'
import { sqlLimits } from '../limits.ts'
import { isSymbol, isWord } from '../parse/cursor.ts'
import type { Clauses } from './clauses.ts'
import type { Condition } from './condition.ts'
import { isWordAt, pathOf, splitTokens, type Tokens } from './tokens.ts'

export function both(
  one: Condition | undefined,
  other: Condition | undefined,
): Condition | undefined {
  return one && other ? { kind: 'and', of: [one, other] } : (one ?? other)
}

/** What holds of whatever one of these holds of; nothing where one of them says nothing. */
export function eitherOf(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const of = conditions.filter((condition) => condition !== undefined)
  const isSaid = of.length > 0 && of.length === conditions.length
  return isSaid && of.length <= sqlLimits.passedUsesMax ? { kind: 'or', of } : undefined
}

/**
 * The condition, when it is small enough to be copied for every relation that it is handed to.
 * Without a limit it doubles where a name of WITH is used twice, and again in the next one.
 */
export function passable(condition: Condition | undefined): Condition | undefined {
  let nodesLeft: number = sqlLimits.passedConditionNodesMax
  const isSmall = (part: Condition, level: number): boolean => {
    nodesLeft -= 1
    if (nodesLeft < 0 || level > sqlLimits.passedConditionLevelsMax) return false
    return part.kind !== 'and' && part.kind !== 'or'
      ? true
      : part.of.every((inner) => isSmall(inner, level + 1))
  }
  return condition && isSmall(condition, 1) ? condition : undefined
}

/** What the condition says of the columns of one relation; their paths are names alone then. */
export function conditionOn(condition: Condition, alias: string | undefined): Condition {
  return renamed(condition, (path) => {
    const [column, qualifier, ...more] = path.toReversed()
    const isOurs = qualifier === undefined || (qualifier === alias && more.length === 0)
    return column !== undefined && isOurs ? [column] : undefined
  })
}

/** Of a condition on what a SELECT returns: what it says of the relations behind its FROM. */
export function passedInto(
  { head, tail }: Clauses,
  condition: Condition | undefined,
): Condition | undefined {
  if (!condition || !isRowByRow(head, tail)) return undefined
  const items = splitTokens(head.slice(1), (token) => isSymbol(token, ','))
  const paths = items.map(pathOf).filter((path) => path !== undefined)
  const columns = new Map(paths.map((path) => [path.at(-1), path]))
  // Of two tables' columns it is not told which has one of that name.
  const [star, ...moreStars] = items.map(starOf).filter((path) => path !== undefined)
  return renamed(condition, ([column = '']) => {
    return columns.get(column) ?? (star && moreStars.length === 0 ? [...star, column] : undefined)
  })
}

/** A condition behind LIMIT, an aggregate or a window is on what they made of all the rows. */
function isRowByRow(head: Tokens, tail: Tokens): boolean {
  if (isWordAt(head, 1, 'DISTINCT') || head.some((token) => isWord(token, 'OVER'))) return false
  const isOrder = tail.length === 0 || isWordAt(tail, 0, 'ORDER')
  return isOrder && !tail.some((token) => CUTTING_WORDS.some((word) => isWord(token, word)))
}

const CUTTING_WORDS = ['LIMIT', 'OFFSET', 'FETCH']

/** What stands before `.*`; empty for `*` alone. */
function starOf(item: Tokens): readonly string[] | undefined {
  const last = item.at(-1)
  if (!last || !isSymbol(last, '*')) return undefined
  return item.length === 1 ? [] : pathOf(item.slice(0, -2))
}

/** With other paths; where there is none, nothing is said. */
function renamed(
  condition: Condition,
  rename: (path: readonly string[]) => readonly string[] | undefined,
): Condition {
  switch (condition.kind) {
    case 'anything':
      return condition
    case 'and':
    case 'or':
      return { kind: condition.kind, of: condition.of.map((part) => renamed(part, rename)) }
    case 'compare':
    case 'like': {
      const path = rename(condition.path)
      return path ? { ...condition, path } : { kind: 'anything' }
    }
    default:
      return unreachable(condition)
  }
}
