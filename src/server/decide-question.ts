import type { Caller } from '../base/caller.ts'
import { decide } from '../policy/index.ts'
import type { AuthorizationRequest, Decision } from '../policy/index.ts'
import { iamDirectory } from '../services/iam/api.ts'
import type { Question } from '../services/operation.ts'
import { organizationPlace } from '../services/organizations/api.ts'
import type { StoreView } from '../store/store.ts'
import { policiesInForce } from './policies-in-force.ts'
import type { RequestContexts, RequestFacts } from './request-context.ts'
import { callerContext, requestContexts } from './request-context.ts'

/** Asks the policies in force whether the caller may. */
export function decideQuestion(
  store: StoreView,
  caller: Caller,
  facts: RequestFacts,
  question: Question,
): Decision {
  return deciderFor(store, caller, facts)(question)
}

/**
 * For many questions about one caller: what IAM says of the caller is looked up once.
 *
 * INVARIANT: whoever holds it awaits nothing between making it and its last use, or a policy that
 * was changed meanwhile would not count.
 */
export function deciderFor(
  store: StoreView,
  caller: Caller,
  facts: RequestFacts,
): (question: Question) => Decision {
  const placeOf = (account: string) => organizationPlace(store, account)
  const { identity, boundary, tags } = iamDirectory(store).permissionsOf(caller.principal)
  const context = callerContext(caller, { tags, placeOf }, facts)
  const own = {
    ...{ store, identity, boundary },
    vpcEndpoint: facts.vpcEndpoint?.policies,
  }
  return (question) => {
    const contexts = requestContexts(context, placeOf, question)
    const request = authorizationRequest(caller, contexts, question)
    return decide(request, policiesInForce(own, caller, question))
  }
}

export function authorizationRequest(
  caller: Caller,
  contexts: RequestContexts,
  { action, resource, sameAccountOnly, canonicalUserId }: Question,
): AuthorizationRequest {
  return {
    principal: caller.principal,
    action,
    resource: resource.arn,
    resourceAccount: resource.account,
    ...contexts,
    ...(resource.isAwsManagedKey && { awsManagedKey: true }),
    ...(sameAccountOnly && { sameAccountOnly }),
    ...(canonicalUserId !== undefined && { canonicalUserId }),
  }
}
