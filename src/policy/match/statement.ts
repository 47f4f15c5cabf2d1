import type { CompiledStatement } from '../compile.ts'
import type { Question } from '../question.ts'
import type { RequestContext } from '../request-context.ts'
import type { Meeting } from './principal.ts'

/**
 * What a policy is attached to. One attached to an identity names no principal; one attached to
 * a resource must; a trust policy names no resource, for it is about its own role.
 */
export type Attachment = 'identity' | 'resource' | 'trust'

/**
 * As what one of the policy's `candidates` for this question meets the caller; undefined when any
 * element fails. That its action is met is known already.
 */
export function meetingOf(
  statement: CompiledStatement,
  question: Question,
  attachment: Attachment,
): Meeting | undefined {
  // First what the index has not looked at: of its candidates, most fail here.
  const context = contextSeen(question, attachment)
  for (const condition of statement.conditions) {
    if (!condition.holds(context)) return undefined
  }
  if (!meetsResource(statement, question, attachment)) return undefined
  return principalMeeting(statement, question, attachment)
}

export function principalMeeting(
  { principal }: CompiledStatement,
  { caller }: Question,
  attachment: Attachment,
): Meeting | undefined {
  if (attachment !== 'identity') return principal?.meets(caller)
  return principal ? undefined : 'directly'
}

export function meetsResource(
  statement: CompiledStatement,
  question: Question,
  attachment: Attachment,
): boolean {
  // Stored before AWS refused such statements, one without Resource stays, and never matches.
  if (!statement.meetsResource) return attachment === 'trust'
  return statement.meetsResource(question.request.resource, contextSeen(question, attachment))
}

/** The context keys that a policy of this attachment may ask about. */
export function contextSeen({ request }: Question, attachment: Attachment): RequestContext {
  if (attachment !== 'identity') return request.context
  return request.identityContext ?? request.context
}
