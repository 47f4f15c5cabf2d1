import type { Caller } from '../base/caller.ts'
import { compilePolicy, readPolicy } from '../policy/index.ts'
import type { NamedPolicy, PoliciesInForce } from '../policy/index.ts'
import type { Question } from '../services/operation.ts'
import { limits } from './limits.ts'

/** What IAM holds of a caller; without a boundary it limits nothing. */
export interface OwnPolicies {
  readonly identity: readonly NamedPolicy[]
  readonly boundary: readonly NamedPolicy[] | undefined
}

/** Gathers every policy that has a say about this caller and this resource. */
export function policiesInForce(
  { identity, boundary }: OwnPolicies,
  caller: Caller,
  question: Question,
): PoliciesInForce {
  const { policy: resource, grants = [] } = question.resource
  const session = sessionPolicy(caller)
  return {
    identity,
    ...(boundary && { boundary }),
    ...(session && { session }),
    serviceControl: [],
    resourceControl: [],
    ...(resource && { resource }),
    grants,
  }
}

/** By text: the sessions of one deployment carry the same few policies. */
const compiledSessions = new Map<string, NamedPolicy>()

function sessionPolicy({ session }: Caller): NamedPolicy | undefined {
  if (session?.policy === undefined) return undefined
  const known = compiledSessions.get(session.policy)
  if (known) return known
  const read = readPolicy(session.policy)
  // INVARIANT: AssumeRole refuses a session policy that cannot be read.
  if (!('document' in read)) throw new Error('a stored session policy cannot be read')
  const named = { name: 'session policy', policy: compilePolicy(read.document) }
  if (compiledSessions.size >= limits.sessionPoliciesCachedMax) compiledSessions.clear()
  compiledSessions.set(session.policy, named)
  return named
}
