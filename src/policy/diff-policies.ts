// What changed between two documents in the terms of policies, not of text: order, spelling and
// whether one value stands in a list make no difference.

import type { Condition, Effect, PolicyDocument, PolicyVersion, Statement } from './document.ts'
import { accountNamedBy } from './match/principal.ts'

/** One change, as a value: reports put it into words. */
export type PolicyChange =
  | { readonly change: 'version'; readonly before: PolicyVersion; readonly after: PolicyVersion }
  | { readonly change: 'added' | 'removed'; readonly statement: Statement }
  | {
      readonly change: 'changed'
      readonly before: Statement
      readonly after: Statement
      readonly differences: readonly StatementDifference[]
    }

/** What one element of a statement gained and lost. */
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

/** One principal, action or resource. */
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

/** A statement with what it says, element by element, in one spelling: compared many times. */
interface Candidate {
  readonly statement: Statement
  readonly elements: readonly string[]
}

type Likeness = (one: Candidate, other: Candidate) => boolean

const sameSid: Likeness = ({ statement: one }, { statement: other }) =>
  hasSid(one) && one.sid === other.sid

/** From the surest sign that two statements are one and the same. */
const LIKENESSES: readonly Likeness[] = [
  (one, other) => sameSid(one, other) && elementsChanged(one, other) === 0,
  sameSid,
  (one, other) => elementsChanged(one, other) === 0,
  // Without a Sid: a statement of which one element changed is still that statement.
  (one, other) =>
    !(hasSid(one.statement) && hasSid(other.statement)) && elementsChanged(one, other) === 1,
]

function hasSid({ sid }: Statement): boolean {
  return sid !== undefined && sid !== ''
}

function elementsChanged(one: Candidate, other: Candidate): number {
  return one.elements.filter((element, at) => element !== other.elements[at]).length
}

function matchStatements(before: readonly Statement[], after: readonly Statement[]): Matching {
  const pairs: (readonly [Statement, Statement])[] = []
  const removed = new Set(before.map(candidateOf))
  const added = new Set(after.map(candidateOf))
  for (const alike of LIKENESSES) {
    for (const one of removed) {
      const other = added.values().find((candidate) => alike(one, candidate))
      if (!other) continue
      pairs.push([one.statement, other.statement])
      removed.delete(one)
      added.delete(other)
    }
  }
  pairs.sort(([, one], [, other]) => one.index - other.index)
  const statementOf = ({ statement }: Candidate): Statement => statement
  return { pairs, removed: [...removed].map(statementOf), added: [...added].map(statementOf) }
}

function candidateOf(statement: Statement): Candidate {
  const spell = (identities: readonly string[]): string => identities.toSorted().join()
  const elements = [
    statement.effect,
    spell(principalValues(statement).map(principalIdentity)),
    spell(actionValues(statement).map(actionIdentity)),
    spell(resourceValues(statement).map(plainIdentity)),
    spell(statement.conditions.map(conditionIdentity)),
  ]
  return { statement, elements }
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
