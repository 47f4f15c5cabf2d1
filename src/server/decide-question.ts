import type { Caller } from '../base/caller.ts'
import { decide } from '../policy/index.ts'
import type { AuthorizationRequest, Decision } from '../policy/index.ts'
import { iamDirectory } from '../services/iam/api.ts'
import type { Question } from '../services/operation.ts'
import { organizationPlace } from '../services/organizations/api.ts'
import type { StoreView } from '../store/store.ts'
import { policiesInForce } from './policies-in-force.ts'
import type { RequestContexts, RequestFacts } from './request-context.ts'
import { requestContexts } from './request-context.ts'

/** Asks the policies in force whether the caller may. */
export function decideQuestion(
  store: StoreView,
  caller: Caller,
  facts: RequestFacts,
  question: Question,
): Decision {
  const directory = iamDirectory(store)
  const known = {
    tags: directory.tagsOf(caller.principal),
    placeOf: (account: string) => organizationPlace(store, account),
  }
  const contexts = requestContexts(caller, known, facts, question)
  const request = authorizationRequest(caller, contexts, question)
  const vpcEndpoint = facts.vpcEndpoint?.policies
  return decide(request, policiesInForce({ store, directory, vpcEndpoint }, caller, question))
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
