// What changed between two key policies, as lines a person reads.

import type { JsonObject } from '../base/json.ts'
import { diffPolicies, readPolicyJson } from '../policy/index.ts'
import type { PolicyChange, Statement, StatementDifference } from '../policy/index.ts'

export interface ChangeLine {
  readonly sign: '-' | '+' | ' '
  /** In the words of policies, the same in every language. */
  readonly text: string
}

/** Empty: the policies mean the same, or one of them cannot be read. */
export function changeLines(before: JsonObject, after: JsonObject): readonly ChangeLine[] {
  const [old, recent] = [readPolicyJson(before), readPolicyJson(after)]
  if (!('document' in old) || !('document' in recent)) return []
  return diffPolicies(old.document, recent.document).flatMap(linesOf)
}

function linesOf(change: PolicyChange): readonly ChangeLine[] {
  switch (change.change) {
    case 'version':
      return both('Version', change.before, change.after)
    case 'removed':
      return [{ sign: '-', text: describe(change.statement) }]
    case 'added':
      return [{ sign: '+', text: describe(change.statement) }]
    case 'changed':
      return [
        { sign: ' ', text: `${titleOf(change.after)}:` },
        ...change.differences.flatMap(differenceLines),
      ]
    default:
      return change satisfies never
  }
}

function differenceLines(difference: StatementDifference): readonly ChangeLine[] {
  switch (difference.element) {
    case 'effect':
      return both('  Effect', difference.before, difference.after)
    case 'sid':
      return both('  Sid', difference.before ?? '', difference.after ?? '')
    case 'condition':
      return each('  Condition', difference, ({ operator, key, values }) => {
        return `${operator} ${key} ${values.join(', ')}`
      })
    default:
      return each(`  ${capital(difference.element)}`, difference, ({ value, negated }) =>
        negated ? `not ${value}` : value,
      )
  }
}

function each<Item>(
  element: string,
  { removed, added }: { readonly removed: readonly Item[]; readonly added: readonly Item[] },
  print: (item: Item) => string,
): readonly ChangeLine[] {
  return [
    ...removed.map((item) => ({ sign: '-' as const, text: `${element} ${print(item)}` })),
    ...added.map((item) => ({ sign: '+' as const, text: `${element} ${print(item)}` })),
  ]
}

function both(element: string, before: string, after: string): readonly ChangeLine[] {
  return [
    { sign: '-', text: `${element} ${before}` },
    { sign: '+', text: `${element} ${after}` },
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const titleOf = ({ sid, index }: Statement): string =>
  sid === undefined ? `Statement[${index}]` : `"${sid}"`

/** `"Enable IAM User Permissions": Allow arn:aws:iam::111122223333:root kms:* on *`. */
function describe(statement: Statement): string {
  const { effect, principal, action, resource, conditions } = statement
  const names = principal?.principals.map(({ value }) => value).join(', ') ?? ''
  const whom = principal?.negated ? `all but ${names}` : names
  const actions = action?.patterns.join(', ') ?? '(no Action)'
  const what = action?.negated ? `all but ${actions}` : actions
  const on = resource?.patterns.join(', ') ?? '(no Resource)'
  const when = conditions.length === 0 ? '' : ' if '
  const terms = conditions.map(
    ({ operator, key, values }) => `${operator} ${key} ${values.join(', ')}`,
  )
  return `${titleOf(statement)}: ${effect} ${whom} ${what} on ${on}${when}${terms.join(' and ')}`
}
