// The global condition keys of a request: what every policy can ask about whoever calls whatever.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { Caller } from '../base/caller.ts'
import { callerContext } from '../base/principal-facts.ts'
import { secondMs } from '../base/sizes.ts'
import type { AuthorizationRequest, ContextValue, RequestContext } from '../policy/index.ts'
import type { Tag } from '../services/iam/api.ts'
import type { Question } from '../services/operation.ts'

/** The part of a request that policies can see and that is not its caller. */
export interface RequestFacts {
  readonly now: Date
  readonly region: string
  /** Absent when a service calls: `aws:SourceIp` is not handed on. */
  readonly sourceIp: string | undefined
  readonly userAgent: string | undefined
  readonly secureTransport: boolean
}

/** What every policy sees, and what policies attached to identities see if that is more. */
export type RequestContexts = Pick<AuthorizationRequest, 'context' | 'identityContext'>

/** `tags` are those of the caller's user or role. */
export function requestContexts(
  caller: Caller,
  tags: readonly Tag[],
  request: RequestFacts,
  question: Question,
): RequestContexts {
  const context = requestContext(caller, tags, request, question)
  const more = Object.entries(question.identityContext ?? {})
  if (more.length === 0) return { context }
  const identityContext = new Map(context)
  for (const [key, value] of more) identityContext.set(key.toLowerCase(), value)
  return { context, identityContext }
}

function requestContext(
  caller: Caller,
  tags: readonly Tag[],
  request: RequestFacts,
  question: Question,
): RequestContext {
  const context = new Map<string, ContextValue>()
  const put = (key: string, value: ContextValue | undefined) => {
    if (value !== undefined) context.set(key.toLowerCase(), value)
  }
  for (const [key, value] of callerContext(caller.principal)) put(key, value)
  for (const { Key, Value } of tags) put(`aws:PrincipalTag/${Key}`, Value)
  putSession(put, caller, request.now)
  put('aws:CurrentTime', request.now.toISOString())
  put('aws:EpochTime', String(Math.floor(request.now.getTime() / secondMs)))
  put('aws:RequestedRegion', request.region)
  put('aws:SourceIp', request.sourceIp)
  put('aws:UserAgent', request.userAgent)
  put('aws:SecureTransport', String(request.secureTransport))
  put('aws:ViaAWSService', String(caller.via !== undefined))
  put('aws:SourceArn', caller.sourceArn)
  put('aws:SourceAccount', caller.sourceArn && caller.account)
  put('aws:ResourceAccount', question.resource.account)
  for (const [key, value] of Object.entries(question.context ?? {})) put(key, value)
  return context
}

type Put = (key: string, value: ContextValue | undefined) => void

function putSession(put: Put, { session }: Caller, now: Date): void {
  // The MFA keys are there for temporary credentials only; long-term keys have no answer.
  if (!session) return
  put('aws:TokenIssueTime', session.createdAt.toISOString())
  put('aws:MultiFactorAuthPresent', String(session.mfaAuthenticated))
  if (session.mfaAuthenticated) {
    const ageMs = now.getTime() - session.createdAt.getTime()
    put('aws:MultiFactorAuthAge', String(Math.floor(ageMs / secondMs)))
  }
  put('aws:SourceIdentity', session.sourceIdentity)
  put('aws:FederatedProvider', session.federatedProvider)
  // A session tag wins over a tag of the role with the same key.
  for (const [key, value] of Object.entries(session.tags ?? {})) {
    put(`aws:PrincipalTag/${key}`, value)
  }
}
