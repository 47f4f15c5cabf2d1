import type { Caller } from '../base/caller.ts'
import { compilePolicy, readPolicy } from '../policy/index.ts'
import type { NamedPolicy, PoliciesInForce } from '../policy/index.ts'
import type { Question } from '../services/operation.ts'
import { resourceControl, serviceControl } from '../services/organizations/api.ts'
import type { StoreView } from '../store/store.ts'
import { limits } from './limits.ts'

/** What is the same for every question of one caller. */
export interface CallersPolicies {
  /** Where those of organizations are found. */
  readonly store: StoreView
  readonly identity: readonly NamedPolicy[]
  /** Undefined: it limits nothing. */
  readonly boundary: readonly NamedPolicy[] | undefined
  /** Of the VPC endpoint that the request came through. */
  readonly vpcEndpoint: readonly NamedPolicy[] | undefined
}

/** Gathers every policy that has a say about this caller and this resource. */
export function policiesInForce(
  { store, identity, boundary, vpcEndpoint }: CallersPolicies,
  caller: Caller,
  question: Question,
): PoliciesInForce {
  const { policy: resource, grants = [], account: owner } = question.resource
  const { account } = caller.principal
  const session = sessionPolicy(caller)
  return {
    identity,
    ...(boundary && { boundary }),
    ...(session && { session }),
    serviceControl: account === undefined ? [] : serviceControl(store, account),
    resourceControl: isReachedByRcps(question) ? resourceControl(store, owner) : [],
    ...(vpcEndpoint && { vpcEndpoint }),
    ...(resource && { resource }),
    grants,
  }
}

/**
 * RCPs have no say over resources of other services, even with `"Action": "*"`.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const isReachedByRcps = ({ action }: Question): boolean => /^(?:kms|s3|sts):/.test(action)

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
