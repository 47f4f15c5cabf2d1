import type { PrincipalClause } from './document.ts'
import { type Meeting, principalMatcher } from './match/principal.ts'
import type { Question } from './question.ts'
import type { RequestContext } from './request-context.ts'
import type { Grant, GrantConstraints } from './types.ts'

/** The action that the grant itself authorizes, and no key policy. */
export const RETIRE_GRANT = 'kms:retiregrant'

/** What reasons call it, where they name a policy. */
export function grantName({ grantId }: Grant): string {
  return `grant ${grantId}`
}

/** As what the grant meets the caller; undefined when any element fails. */
export function grantMeeting(grant: Grant, question: Question): Meeting | undefined {
  if (!isGrantInQuestion(grant, question)) return undefined
  if (question.action === RETIRE_GRANT) return retirementMeeting(grant, question)
  if (!coversOperation(grant, question)) return undefined
  const meeting = granteeMeeting(grant, question)
  if (!meeting) return undefined
  return constraintsMet(grant, question) ? meeting : undefined
}

export function isGrantInQuestion(grant: Grant, { request }: Question): boolean {
  if (request.grantId !== undefined && request.grantId !== grant.grantId) return false
  return grant.keyArn === request.resource
}

export function coversOperation({ operations }: Grant, { action }: Question): boolean {
  return operations.some((operation) => `kms:${operation.toLowerCase()}` === action)
}

export function granteeMeeting(grant: Grant, question: Question): Meeting | undefined {
  return meetingWith(grant.granteePrincipal, question)
}

/** The retiring principal, a grantee that may, or the account that made the grant. */
function retirementMeeting(grant: Grant, question: Question): Meeting | undefined {
  const { retiringPrincipal, issuingAccount } = grant
  const meetings = [
    retiringPrincipal !== undefined ? meetingWith(retiringPrincipal, question) : undefined,
    coversOperation(grant, question) ? granteeMeeting(grant, question) : undefined,
    issuingAccount !== undefined ? meetingWith(issuingAccount, question) : undefined,
  ]
  return meetings.find((meeting) => meeting === 'directly') ?? meetings.find(Boolean)
}

/** A grant to a role needs no more than one to a session: only an account has to say yes itself. */
function meetingWith(principal: string, { caller }: Question): Meeting | undefined {
  const clause: PrincipalClause = {
    negated: false,
    principals: [{ type: caller.outsider?.type ?? 'AWS', value: principal }],
  }
  const meeting = principal === '*' ? undefined : principalMatcher(clause, 'Allow').meets(caller)
  return meeting === 'asRole' ? 'directly' : meeting
}

/** AWS looks at the encryption context for cryptographic operations only. */
const WITHOUT_ENCRYPTION_CONTEXT = new Set(['kms:describekey', 'kms:creategrant', RETIRE_GRANT])
const CONTEXT_PREFIX = 'kms:encryptioncontext:'

/** A constraint in the words of a condition, for whoever explains why it failed. */
export interface UnmetConstraint {
  readonly operator: 'EncryptionContextEquals' | 'EncryptionContextSubset' | 'SourceArn'
  readonly key: string
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

function constraintsMet(grant: Grant, question: Question): boolean {
  return grant.constraints === undefined || unmetConstraints(grant, question).length === 0
}

export function unmetConstraints(
  { constraints = {} }: Grant,
  { action, request: { context } }: Question,
): readonly UnmetConstraint[] {
  const unmet = unmetSourceArn(constraints, context)
  if (WITHOUT_ENCRYPTION_CONTEXT.has(action)) return unmet
  return [...unmet, ...unmetEquals(constraints, context), ...unmetSubset(constraints, context)]
}

function unmetSourceArn(
  { sourceArn }: GrantConstraints,
  context: RequestContext,
): readonly UnmetConstraint[] {
  if (sourceArn === undefined) return []
  const actual = valuesOf(context, 'aws:sourcearn')
  if (actual.includes(sourceArn)) return []
  return [{ operator: 'SourceArn', key: 'aws:SourceArn', expected: [sourceArn], actual }]
}

function unmetEquals(
  { encryptionContextEquals: wanted }: GrantConstraints,
  context: RequestContext,
): readonly UnmetConstraint[] {
  if (!wanted) return []
  const operator = 'EncryptionContextEquals'
  const missing = unmetPairs(operator, wanted, context)
  const told = new Set(missing.map(({ key }) => key.toLowerCase()))
  const surplus = [...context.keys()]
    .filter((key) => key.startsWith(CONTEXT_PREFIX))
    .map((key) => key.slice(CONTEXT_PREFIX.length))
    .filter((key) => !told.has(key) && !holdsAllPairs(wanted, key, pairValues(context, key)))
    .map((key) => ({ operator, key, expected: [], actual: pairValues(context, key) }) as const)
  return [...missing, ...surplus]
}

/** A context may hold a key in two spellings: then each of its values must be wanted. */
function holdsAllPairs(
  wanted: Readonly<Record<string, string>>,
  key: string,
  values: readonly string[],
): boolean {
  const pairs = Object.entries(wanted).filter(([name]) => name.toLowerCase() === key)
  return values.every((value) => pairs.some((pair) => pair[1] === value))
}

function unmetSubset(
  { encryptionContextSubset: wanted }: GrantConstraints,
  context: RequestContext,
): readonly UnmetConstraint[] {
  return wanted ? unmetPairs('EncryptionContextSubset', wanted, context) : []
}

/** The key of a pair is compared without case, its value with. */
function unmetPairs(
  operator: UnmetConstraint['operator'],
  wanted: Readonly<Record<string, string>>,
  context: RequestContext,
): readonly UnmetConstraint[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const actual = pairValues(context, key)
    return actual.includes(value) ? [] : [{ operator, key, expected: [value], actual }]
  })
}

function pairValues(context: RequestContext, key: string): readonly string[] {
  return valuesOf(context, CONTEXT_PREFIX + key.toLowerCase())
}

function valuesOf(context: RequestContext, key: string): readonly string[] {
  const held = context.get(key)
  if (held === undefined) return []
  return typeof held === 'string' ? [held] : held
}
