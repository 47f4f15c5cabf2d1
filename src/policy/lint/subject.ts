import type { PolicyDocument, Statement } from '../document.ts'
import type { Path } from '../problem.ts'
import type { Found } from './finding.ts'

/** What kind of policy it is, and whose. */
export interface LintOptions {
  readonly kind: 'keyPolicy' | 'identityPolicy' | 'trustPolicy'
  /** ARN of the key that the key policy is for. */
  readonly key?: string
  /** The account that owns the key or the role. */
  readonly account?: string
}

export type StatementRule = (statement: Statement, options: LintOptions) => readonly Found[]

export interface DocumentFound extends Found {
  /** The statement that it is about. */
  readonly statement?: Statement
}

export type DocumentRule = (
  document: PolicyDocument,
  options: LintOptions,
) => readonly DocumentFound[]

/** The path of one pattern of an element; of a single text, of the element. */
export const elementPath = (
  element: 'Principal' | 'Action' | 'Resource',
  negated: boolean,
  index?: number,
): Path => {
  const name = negated ? `Not${element}` : element
  return index === undefined ? [name] : [name, index]
}
