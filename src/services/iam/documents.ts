// Policy documents on their way in and out: read, found fault with in AWS's words, bound.

import type {
  CompiledPolicy,
  PolicyDocument,
  PolicyProblem,
  Statement,
} from '../../policy/index.ts'
import {
  compilePolicy,
  readPolicy,
  validateIdentityPolicy,
  validateTrustPolicy,
} from '../../policy/index.ts'
import { MalformedPolicyDocument } from './errors.ts'

/** What AWS says of a policy of one kind, where it is not plainly a syntax error. */
interface Wording {
  /** Of the first statement that lacks an element. */
  readonly missing: (statements: readonly Statement[]) => string
  /** Of an element that this kind of policy does not have. */
  readonly misplaced: string
}

const identityWording: Wording = {
  missing: (statements) =>
    statements.every(({ action }) => action)
      ? 'Policy statement must contain resources.'
      : 'Policy statement must contain actions.',
  misplaced: 'Policy document should not specify a principal.',
}

const trustWording: Wording = {
  missing: (statements) =>
    statements.every(({ principal }) => principal)
      ? 'Missing required field Action'
      : 'Missing required field Principal',
  misplaced: 'Has prohibited field Resource',
}

/** The policy that a row holds. It was readable when it was stored. */
export function compileStored(text: string): CompiledPolicy {
  return compilePolicy(readStored(text))
}

export function readStored(text: string): PolicyDocument {
  const read = readPolicy(text)
  // INVARIANT: no operation stores a document that cannot be read.
  if (!('document' in read)) throw new Error('a stored policy document cannot be read')
  return read.document
}

/** An identity-based policy, fit to be stored. */
export function requireIdentityPolicy(text: string): PolicyDocument {
  return requireValid(text, validateIdentityPolicy, identityWording)
}

export function requireTrustPolicy(text: string): PolicyDocument {
  return requireValid(text, validateTrustPolicy, trustWording)
}

/** White space does not count towards AWS's limits. */
export const documentChars = (text: string): number => text.replaceAll(/\s/g, '').length

function requireValid(
  text: string,
  validate: (document: PolicyDocument) => readonly PolicyProblem[],
  wording: Wording,
): PolicyDocument {
  const read = readPolicy(text)
  if (!('document' in read)) throw MalformedPolicyDocument(sentenceFor(read.problems, wording))
  const problems = validate(read.document)
  if (problems.length === 0) return read.document
  throw MalformedPolicyDocument(sentenceFor(problems, wording, read.document.statements))
}

/** AWS names one fault: the first. */
function sentenceFor(
  [first]: readonly PolicyProblem[],
  wording: Wording,
  statements: readonly Statement[] = [],
): string {
  switch (first?.kind) {
    case 'syntax':
      return 'This policy contains invalid Json'
    case 'duplicateSid':
      return 'Statement IDs (SID) in a single policy must be unique.'
    case 'misplacedElement':
      return wording.misplaced
    case 'missingElement':
      return statements.length === 0 ? SYNTAX : wording.missing(statements)
    default:
      return SYNTAX
  }
}

const SYNTAX = 'Syntax errors in policy.'
