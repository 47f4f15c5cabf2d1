// Conditions that ask for what never comes, or by an operator that cannot read it.

import { type Comparison, type Operator, parseOperator } from '../../condition/operator.ts'
import type { Condition, Statement } from '../../document.ts'
import type { Found } from '../finding.ts'
import type { LintOptions, StatementRule } from '../subject.ts'
import {
  actionsMatching,
  brings,
  closest,
  isBroughtBySome,
  isKnownPrefix,
  isKnownService,
  keyNamed,
  keyNames,
  type KnownKey,
  serviceOf,
} from '../vocabulary.ts'

export const conditions: StatementRule = (statement, options) =>
  statement.conditions.flatMap((condition) => {
    const path = ['Condition', condition.operator, condition.key]
    return faultsOf(condition, statement, options).map((found) => ({ ...found, path }))
  })

type Fault = Omit<Found, 'path'>

function faultsOf(
  condition: Condition,
  statement: Statement,
  options: LintOptions,
): readonly Fault[] {
  const { key, operator: name } = condition
  const operator = parseOperator(name)
  const known = keyNamed(key)
  if (!known || !operator) {
    if (!isKnownPrefix(key)) return []
    const meant = closest(key, keyNames()) ?? ''
    return [{ id: 'condition/unknown-key', facts: { key, ...(meant !== '' && { meant }) } }]
  }
  const faults = [
    identityOnly(known, options),
    neverThere(known, operator, statement),
    misfit(known, operator, name),
    setOperatorMissing(known, operator, name),
  ]
  return faults.flatMap((fault) => (fault ? [{ ...fault, facts: { ...fault.facts, key } }] : []))
}

/** Tags and aliases are easily changed by others than those whom the key policy trusts. */
const IDENTITY_ONLY = /^(?:aws:resourcetag\/|kms:resourcealiases$)/i

function identityOnly({ name }: KnownKey, { kind }: LintOptions): Fault | undefined {
  if (kind !== 'keyPolicy' || !IDENTITY_ONLY.test(name)) return undefined
  return { id: 'condition/identity-only-key' }
}

/** AWS documents these as global keys, but only some actions bring them. */
const NOT_QUITE_GLOBAL = /^aws:(?:requesttag\/|tagkeys$)/i

/** Each pattern of which no action brings the key: nothing of it can ever meet the condition. */
function neverThere(key: KnownKey, operator: Operator, { action }: Statement): Fault | undefined {
  const isService = isKnownService(serviceOf(key.name)) && isBroughtBySome(key)
  if (!action || action.negated || !(isService || NOT_QUITE_GLOBAL.test(key.name))) return undefined
  if (operator.comparison === 'Null') return undefined
  const without = action.patterns.filter((pattern) => {
    const matching = actionsMatching(pattern)
    return matching.length > 0 && !matching.some((one) => brings(one, key))
  })
  if (without.length === 0) return undefined
  const holds = operator.negated || operator.ifExists || operator.set === 'all'
  const consequence = holds ? 'always' : 'never'
  return {
    id: 'condition/key-not-in-request',
    facts: { actions: without.join(', '), consequence },
  }
}

const STRINGS: readonly Comparison[] = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike']
const NUMBERS: readonly Comparison[] = [
  'NumericEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
]
const DATES: readonly Comparison[] = [
  'DateEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
]

/** By type, in AWS's spelling: what compares such values, and the operator to write instead. */
const FITTING: Readonly<Record<string, readonly [readonly Comparison[], instead: string]>> = {
  // A text may well hold an ARN (kms:GranteePrincipal).
  String: [[...STRINGS, 'ArnLike'], 'StringEquals'],
  ARN: [[...STRINGS, 'ArnLike'], 'ArnLike'],
  Bool: [['Bool'], 'Bool'],
  Numeric: [NUMBERS, 'NumericEquals'],
  // Seconds since 1970 are a number as well.
  Date: [[...DATES, ...NUMBERS], 'DateLessThan'],
  IPAddress: [['IpAddress'], 'IpAddress'],
}

const SET = 'ArrayOf'

function misfit({ type }: KnownKey, operator: Operator, name: string): Fault | undefined {
  const single = type.startsWith(SET) ? type.slice(SET.length) : type
  const [fitting, instead] = FITTING[single] ?? []
  const { comparison } = operator
  if (!fitting || !instead || comparison === 'Null' || fitting.includes(comparison)) {
    return undefined
  }
  return { id: 'condition/operator-misfit', facts: { operator: name, type: single, instead } }
}

function setOperatorMissing(
  { type }: KnownKey,
  { set, comparison }: Operator,
  name: string,
): Fault | undefined {
  if (!type.startsWith(SET) || set !== undefined || comparison === 'Null') return undefined
  return { id: 'condition/set-operator-missing', facts: { operator: name } }
}
