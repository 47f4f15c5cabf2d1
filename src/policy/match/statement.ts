import type { CompiledStatement } from '../compile.ts'
import type { Question } from '../question.ts'
import type { Meeting } from './principal.ts'

/**
 * What a policy is attached to. One attached to an identity names no principal; one attached to
 * a resource must; a trust policy names no resource, for it is about its own role.
 */
export type Attachment = 'identity' | 'resource' | 'trust'

/** As what the statement meets the caller; undefined when any element fails. */
export function meetingOf(
  statement: CompiledStatement,
  question: Question,
  attachment: Attachment,
): Meeting | undefined {
  if (!statement.meetsAction(question.action)) return undefined
  const meeting = principalMeeting(statement, question, attachment)
  if (!meeting) return undefined
  if (!meetsResource(statement, question, attachment)) return undefined
  for (const condition of statement.conditions) {
    if (!condition.holds(question.request.context)) return undefined
  }
  return meeting
}

export function principalMeeting(
  { meetsPrincipal }: CompiledStatement,
  { caller }: Question,
  attachment: Attachment,
): Meeting | undefined {
  if (attachment !== 'identity') return meetsPrincipal?.(caller)
  return meetsPrincipal ? undefined : 'directly'
}

export function meetsResource(
  statement: CompiledStatement,
  { request }: Question,
  attachment: Attachment,
): boolean {
  // Stored before AWS refused such statements, one without Resource stays, and never matches.
  if (!statement.meetsResource) return attachment === 'trust'
  return statement.meetsResource(request.resource, request.context)
}
