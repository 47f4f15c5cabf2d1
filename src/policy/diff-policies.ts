// What changed between two documents in the terms of policies, not of text: order, spelling and
// whether one value stands in a list make no difference.

import type { Condition, Effect, PolicyDocument, PolicyVersion, Statement } from './document.ts'
import { accountNamedBy } from './match/principal.ts'

export type PolicyChange =
  | { readonly change: 'version'; readonly before: PolicyVersion; readonly after: PolicyVersion }
  | { readonly change: 'added' | 'removed'; readonly statement: Statement }
  | {
      readonly change: 'changed'
      readonly before: Statement
      readonly after: Statement
      readonly differences: readonly StatementDifference[]
    }

export type StatementDifference =
  | { readonly element: 'effect'; readonly before: Effect; readonly after: Effect }
  | {
      readonly element: 'sid'
      readonly before: string | undefined
      readonly after: string | undefined
    }
  | {
      readonly element: 'principal' | 'action' | 'resource'
      readonly added: readonly ClauseValue[]
      readonly removed: readonly ClauseValue[]
    }
  | {
      readonly element: 'condition'
      readonly added: readonly Condition[]
      readonly removed: readonly Condition[]
    }

export interface ClauseValue {
  readonly value: string
  /** It stands in the `Not` form. */
  readonly negated: boolean
  /** `AWS`, `Service`, ...: of a principal. */
  readonly type?: string
}

/** Statements are matched by Sid, then by what they say. Empty: the policies mean the same. */
export function diffPolicies(
  before: PolicyDocument,
  after: PolicyDocument,
): readonly PolicyChange[] {
  const { pairs, removed, added } = matchStatements(before.statements, after.statements)
  const version: PolicyChange[] =
    before.version === after.version
      ? []
      : [{ change: 'version', before: before.version, after: after.version }]
  const changed = pairs.flatMap(([one, other]): PolicyChange[] => {
    const differences = differencesOf(one, other)
    if (differences.length === 0) return []
    return [{ change: 'changed', before: one, after: other, differences }]
  })
  return [
    ...version,
    ...removed.map((statement) => ({ change: 'removed', statement }) as const),
    ...changed,
    ...added.map((statement) => ({ change: 'added', statement }) as const),
  ]
}

interface Matching {
  readonly pairs: readonly (readonly [Statement, Statement])[]
  readonly removed: readonly Statement[]
  readonly added: readonly Statement[]
}

type Likeness = (one: Statement, other: Statement) => boolean

/** From the surest sign that two statements are one and the same. */
const LIKENESSES: readonly Likeness[] = [
  (one, other) => hasSid(one) && one.sid === other.sid && isSame(one, other),
  (one, other) => hasSid(one) && one.sid === other.sid,
  isSame,
  // Without a Sid: a statement of which one element changed is still that statement.
  (one, other) => !(hasSid(one) && hasSid(other)) && contentDifferences(one, other).length === 1,
]

function hasSid({ sid }: Statement): boolean {
  return sid !== undefined && sid !== ''
}

function isSame(one: Statement, other: Statement): boolean {
  return contentDifferences(one, other).length === 0
}

function matchStatements(before: readonly Statement[], after: readonly Statement[]): Matching {
  const pairs: (readonly [Statement, Statement])[] = []
  const removed = new Set(before)
  const added = new Set(after)
  for (const alike of LIKENESSES) {
    for (const one of removed) {
      const other = [...added].find((candidate) => alike(one, candidate))
      if (!other) continue
      pairs.push([one, other])
      removed.delete(one)
      added.delete(other)
    }
  }
  pairs.sort(([, one], [, other]) => one.index - other.index)
  return { pairs, removed: [...removed], added: [...added] }
}

function differencesOf(before: Statement, after: Statement): readonly StatementDifference[] {
  const content = contentDifferences(before, after)
  if (before.sid === after.sid) return content
  return [{ element: 'sid', before: before.sid, after: after.sid }, ...content]
}

function contentDifferences(before: Statement, after: Statement): readonly StatementDifference[] {
  const differences: StatementDifference[] = []
  if (before.effect !== after.effect) {
    differences.push({ element: 'effect', before: before.effect, after: after.effect })
  }
  const clauses = [
    ['principal', principalValues, principalIdentity],
    ['action', actionValues, actionIdentity],
    ['resource', resourceValues, plainIdentity],
  ] as const
  for (const [element, valuesOf, identityOf] of clauses) {
    const { added, removed } = compareSets(valuesOf(before), valuesOf(after), identityOf)
    if (added.length + removed.length > 0) differences.push({ element, added, removed })
  }
  const conditions = compareSets(before.conditions, after.conditions, conditionIdentity)
  if (conditions.added.length + conditions.removed.length > 0) {
    differences.push({ element: 'condition', ...conditions })
  }
  return differences
}

function compareSets<Item>(
  before: readonly Item[],
  after: readonly Item[],
  identityOf: (item: Item) => string,
): { readonly added: readonly Item[]; readonly removed: readonly Item[] } {
  const had = new Set(before.map(identityOf))
  const has = new Set(after.map(identityOf))
  return {
    added: after.filter((item) => !had.has(identityOf(item))),
    removed: before.filter((item) => !has.has(identityOf(item))),
  }
}

function principalValues({ principal }: Statement): readonly ClauseValue[] {
  const { negated = false, principals = [] } = principal ?? {}
  return principals.map(({ type, value }) => ({ value, negated, type }))
}

function actionValues({ action }: Statement): readonly ClauseValue[] {
  const { negated = false, patterns = [] } = action ?? {}
  return patterns.map((value) => ({ value, negated }))
}

function resourceValues({ resource }: Statement): readonly ClauseValue[] {
  const { negated = false, patterns = [] } = resource ?? {}
  return patterns.map((value) => ({ value, negated }))
}

/** An account's id and its root ARN are one principal. */
function principalIdentity({ value, negated, type }: ClauseValue): string {
  return JSON.stringify([negated, type, accountNamedBy(value) ?? value])
}

function actionIdentity({ value, negated }: ClauseValue): string {
  return JSON.stringify([negated, value.toLowerCase()])
}

function plainIdentity({ value, negated }: ClauseValue): string {
  return JSON.stringify([negated, value])
}

function conditionIdentity({ operator, key, values }: Condition): string {
  return JSON.stringify([operator, key.toLowerCase(), values.toSorted()])
}
