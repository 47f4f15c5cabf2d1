// Whether a resource's own policy lets CloudTrail do what a trail needs.

import { secondMs } from '../../../base/sizes.ts'
import type { ContextValue, ResourcePolicy } from '../../../policy/index.ts'
import { decide } from '../../../policy/index.ts'
import type { RequestScope } from '../../operation.ts'
import type { OrganizationPlace } from '../../organizations/api.ts'
import { organizationPlace } from '../../organizations/api.ts'
import type { TrailPlace } from '../tables.ts'
import { trailArn } from './trail-name.ts'

const SERVICE = 'cloudtrail.amazonaws.com'

interface ServiceQuestion {
  readonly action: string
  readonly resource: { readonly arn: string; readonly account: string }
  /** Undefined: the resource has none, and nobody else to say yes to a service. */
  readonly policy: ResourcePolicy | undefined
  readonly context?: Readonly<Record<string, ContextValue>>
}

/** Asked of the policy engine as the request would be that CloudTrail sends for the trail. */
export function cloudTrailMay(
  question: ServiceQuestion,
  trail: TrailPlace,
  scope: Pick<RequestScope, 'now' | 'store'>,
): boolean {
  const { action, resource, policy, context } = question
  if (!policy) return false
  const request = {
    principal: { type: 'service', arn: SERVICE, account: undefined },
    action,
    resource: resource.arn,
    resourceAccount: resource.account,
    context: lowerKeys({ ...serviceContext(trail, scope), ...context }),
  } as const
  const none = { identity: [], serviceControl: [], resourceControl: [], grants: [] }
  return decide(request, { ...none, resource: policy }).outcome === 'allow'
}

const serviceContext = (
  trail: TrailPlace,
  { now, store }: Pick<RequestScope, 'now' | 'store'>,
): Readonly<Record<string, ContextValue>> => ({
  'aws:SourceArn': trailArn(trail),
  'aws:SourceAccount': trail.account,
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': SERVICE,
  'aws:PrincipalServiceNamesList': [SERVICE],
  'aws:SecureTransport': 'true',
  'aws:ViaAWSService': 'false',
  'aws:RequestedRegion': trail.region,
  'aws:CurrentTime': now.toISOString(),
  'aws:EpochTime': String(Math.floor(now.getTime() / secondMs)),
  ...organizationContext(organizationPlace(store, trail.account)),
})

const organizationContext = (
  place: OrganizationPlace | undefined,
): Readonly<Record<string, ContextValue>> =>
  place ? { 'aws:SourceOrgID': place.organizationId, 'aws:SourceOrgPaths': [place.path] } : {}

const lowerKeys = (context: Readonly<Record<string, ContextValue>>) =>
  new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]))
