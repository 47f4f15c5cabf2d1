/** The operators without their set prefix, `IfExists` and negation. */
export type Comparison =
  | 'StringEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringLike'
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'ArnLike'
  | 'Null'

export interface Operator {
  readonly comparison: Comparison
  readonly negated: boolean
  /** `ForAllValues:` or `ForAnyValue:`. */
  readonly set: 'all' | 'any' | undefined
  readonly ifExists: boolean
}

/** AWS's operator: what it compares, and whether it is the `Not` form. */
const OPERATORS = new Map<string, readonly [Comparison, negated: boolean]>([
  ['StringEquals', ['StringEquals', false]],
  ['StringNotEquals', ['StringEquals', true]],
  ['StringEqualsIgnoreCase', ['StringEqualsIgnoreCase', false]],
  ['StringNotEqualsIgnoreCase', ['StringEqualsIgnoreCase', true]],
  ['StringLike', ['StringLike', false]],
  ['StringNotLike', ['StringLike', true]],
  ['NumericEquals', ['NumericEquals', false]],
  ['NumericNotEquals', ['NumericEquals', true]],
  ['NumericLessThan', ['NumericLessThan', false]],
  ['NumericLessThanEquals', ['NumericLessThanEquals', false]],
  ['NumericGreaterThan', ['NumericGreaterThan', false]],
  ['NumericGreaterThanEquals', ['NumericGreaterThanEquals', false]],
  ['DateEquals', ['DateEquals', false]],
  ['DateNotEquals', ['DateEquals', true]],
  ['DateLessThan', ['DateLessThan', false]],
  ['DateLessThanEquals', ['DateLessThanEquals', false]],
  ['DateGreaterThan', ['DateGreaterThan', false]],
  ['DateGreaterThanEquals', ['DateGreaterThanEquals', false]],
  ['Bool', ['Bool', false]],
  ['BinaryEquals', ['BinaryEquals', false]],
  ['IpAddress', ['IpAddress', false]],
  ['NotIpAddress', ['IpAddress', true]],
  // AWS gives ArnEquals and ArnLike one behaviour, wildcards included.
  ['ArnEquals', ['ArnLike', false]],
  ['ArnNotEquals', ['ArnLike', true]],
  ['ArnLike', ['ArnLike', false]],
  ['ArnNotLike', ['ArnLike', true]],
  ['Null', ['Null', false]],
])

/** Without set prefix and `IfExists`, as AWS writes them. */
export const conditionOperators = (): readonly string[] => [...OPERATORS.keys()]

const SPELLING = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

export function parseOperator(text: string): Operator | undefined {
  const [, prefix, name = '', suffix] = SPELLING.exec(text) ?? []
  const known = OPERATORS.get(name)
  if (!known) return undefined
  const [comparison, negated] = known
  const ifExists = suffix !== undefined
  if (comparison === 'Null' && ifExists) return undefined
  const set = prefix === undefined ? undefined : prefix === 'ForAllValues' ? 'all' : 'any'
  return { comparison, negated, set, ifExists }
}

export function isConditionOperator(text: string): boolean {
  return parseOperator(text) !== undefined
}
