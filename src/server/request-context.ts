// The global condition keys of a request: what every policy can ask about whoever calls whatever.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { Caller } from '../base/caller.ts'
import { callingPrincipalContext } from '../base/principal-facts.ts'
import { secondMs } from '../base/sizes.ts'
import type { AuthorizationRequest, ContextValue, RequestContext } from '../policy/index.ts'
import type { Tag } from '../services/iam/api.ts'
import type { Question } from '../services/operation.ts'
import type { OrganizationPlace } from '../services/organizations/api.ts'
import type { VpcEndpoint } from './vpc-endpoint.ts'

/** The part of a request that policies can see and that is not its caller. */
export interface RequestFacts {
  readonly now: Date
  readonly region: string
  /** Absent when a service calls: the address is not handed on. */
  readonly sourceIp: string | undefined
  /** The one that the request came through, whose address is then one of the VPC. */
  readonly vpcEndpoint: VpcEndpoint | undefined
  readonly userAgent: string | undefined
  readonly secureTransport: boolean
}

/** What every policy sees, and what policies attached to identities see if that is more. */
export type RequestContexts = Pick<AuthorizationRequest, 'context' | 'identityContext'>

type PlaceOf = (account: string) => OrganizationPlace | undefined

/** What others know of the caller and of accounts. */
interface Known {
  /** Those of the caller's user or role. */
  readonly tags: readonly Tag[]
  readonly placeOf: PlaceOf
}

/** `callers` is what is the same for all questions of the caller: `callerContext`. */
export function requestContexts(
  callers: RequestContext,
  placeOf: PlaceOf,
  question: Question,
): RequestContexts {
  const context = new Map(callers)
  const put: Put = (key, value) => {
    if (value !== undefined) context.set(key.toLowerCase(), value)
  }
  put('aws:ResourceAccount', question.resource.account)
  putPlace(put, 'Resource', question.resource.account, placeOf)
  for (const [key, value] of Object.entries(question.context ?? {})) put(key, value)
  const more = Object.entries(question.identityContext ?? {})
  if (more.length === 0) return { context }
  const identityContext = new Map(context)
  for (const [key, value] of more) identityContext.set(key.toLowerCase(), value)
  return { context, identityContext }
}

/** `tags` are those of the caller's user or role. */
export function callerContext(
  caller: Caller,
  { tags, placeOf }: Known,
  request: RequestFacts,
): RequestContext {
  const context = new Map<string, ContextValue>()
  const put = (key: string, value: ContextValue | undefined) => {
    if (value !== undefined) context.set(key.toLowerCase(), value)
  }
  for (const [key, value] of callingPrincipalContext(caller.principal)) put(key, value)
  for (const { Key, Value } of tags) put(`aws:PrincipalTag/${Key}`, Value)
  putSession(put, caller, request.now)
  put('aws:CurrentTime', request.now.toISOString())
  put('aws:EpochTime', String(Math.floor(request.now.getTime() / secondMs)))
  put('aws:RequestedRegion', request.region)
  putOrigin(put, request)
  put('aws:UserAgent', request.userAgent)
  put('aws:SecureTransport', String(request.secureTransport))
  put('aws:ViaAWSService', String(caller.via !== undefined))
  put('aws:CalledVia', caller.calledVia)
  put('aws:CalledViaFirst', caller.calledVia?.at(0))
  put('aws:CalledViaLast', caller.calledVia?.at(-1))
  put('aws:SourceArn', caller.sourceArn)
  const sourceAccount = caller.sourceAccount ?? (caller.sourceArn && caller.account)
  put('aws:SourceAccount', sourceAccount)
  putPlace(put, 'Principal', caller.principal.account, placeOf)
  putPlace(put, 'Source', sourceAccount, placeOf)
  return context
}

type Put = (key: string, value: ContextValue | undefined) => void

/** Through a VPC endpoint the address is one of the VPC, and `aws:SourceIp` is not there. */
function putOrigin(put: Put, { sourceIp, vpcEndpoint }: RequestFacts): void {
  if (!vpcEndpoint) return put('aws:SourceIp', sourceIp)
  put('aws:SourceVpce', vpcEndpoint.id)
  put('aws:SourceVpc', vpcEndpoint.vpcId)
  put('aws:VpcSourceIp', sourceIp)
}

/** Where an account stands: absent for one that is in no organization. */
function putPlace(
  put: Put,
  whose: 'Principal' | 'Resource' | 'Source',
  account: string | undefined,
  placeOf: Known['placeOf'],
): void {
  const place = account === undefined ? undefined : placeOf(account)
  if (!place) return
  put(`aws:${whose}OrgID`, place.organizationId)
  put(`aws:${whose}OrgPaths`, [place.path])
}

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
