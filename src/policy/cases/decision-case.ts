import { parseArn } from '../../base/arn.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { isSameAccountOnly } from '../cross-account.ts'
import { decide } from '../decide.ts'
import { RETIRE_GRANT } from '../grants.ts'
import { resourcePolicyKind } from '../resource-policy-kind.ts'
import type { AuthorizationRequest, Grant, PoliciesInForce, ResourcePolicy } from '../types.ts'
import type { CaseAnswer } from './case-answer.ts'
import {
  CaseFault,
  flag,
  list,
  object,
  optionalObject,
  optionalPolicy,
  optionalText,
  pairs,
  policies,
  policyLevels,
  requestContext,
  text,
  texts,
} from './case-members.ts'
import { casePrincipal } from './case-principal.ts'

/** A case that asks whether a request is allowed. */
export function decideCase(json: JsonObject): CaseAnswer {
  const asked = object(json, 'request')
  // Beside the context, or beside the request.
  const singleValued = [json, asked].flatMap((holder) => texts(holder, 'contextSingleValued'))
  const request = caseRequest(asked, singleValued)
  const { outcome, layer, because } = decide(request, policiesInForce(json, request))
  return { got: outcome, layer, because }
}

function caseRequest(json: JsonObject, singleValued: readonly string[]): AuthorizationRequest {
  const context = requestContext(json, singleValued, pairs(json, 'encryptionContext'))
  const action = text(json, 'action')
  const resource = flag(json, 'wildcardOnlyAction') ? '*' : text(json, 'resource')
  const grantId = optionalText(json, 'grantId')
  const canonicalUserId = optionalText(json, 'canonicalUserId')
  return {
    principal: casePrincipal(json, context),
    action,
    resource,
    resourceAccount: optionalText(json, 'resourceAccount') ?? ownerOf(resource),
    context,
    sameAccountOnly: isSameAccountOnly(action),
    awsManagedKey: json.keyManager === 'AWS',
    ...(canonicalUserId !== undefined && { canonicalUserId }),
    ...(grantId !== undefined && action.toLowerCase() === RETIRE_GRANT && { grantId }),
  }
}

function ownerOf(resource: string): string | undefined {
  const account = parseArn(resource)?.account
  return account === '' ? undefined : account
}

function policiesInForce(json: JsonObject, request: AuthorizationRequest): PoliciesInForce {
  const resource = resourcePolicy(json, request)
  return {
    ...callerPolicies(json),
    resourceControl: policyLevels(json, 'resourceControlPolicies'),
    ...(resource && { resource }),
    grants: list(json, 'grants').map(caseGrant),
  }
}

/** The policies on the caller's side, which both kinds of case give alike. */
export function callerPolicies(
  json: JsonObject,
): Omit<PoliciesInForce, 'resource' | 'resourceControl' | 'grants'> {
  const boundary = policies(json, 'permissionBoundaries')
  const hasBoundary = boundary.length > 0 || flag(json, 'hasPermissionBoundary')
  const vpcEndpoint = policies(json, 'vpcEndpointPolicies')
  const hasEndpoint = vpcEndpoint.length > 0 || flag(json, 'hasVpcEndpointPolicy')
  const session = optionalPolicy(json, 'sessionPolicy')
  return {
    identity: policies(json, 'identityPolicies'),
    ...(hasBoundary && { boundary }),
    ...(session && { session }),
    serviceControl: policyLevels(json, 'serviceControlPolicies'),
    ...(hasEndpoint && { vpcEndpoint }),
  }
}

function resourcePolicy(
  json: JsonObject,
  { action }: AuthorizationRequest,
): ResourcePolicy | undefined {
  const found = optionalPolicy(json, 'resourcePolicy')
  return found && { ...found, kind: resourcePolicyKind(action) }
}

function caseGrant(json: Json): Grant {
  if (!isJsonObject(json)) throw new CaseFault('`grants` holds something that is no grant')
  const retiringPrincipal = optionalText(json, 'retiringPrincipal')
  const issuingAccount = optionalText(json, 'issuingAccount')
  const constraints = optionalObject(json, 'constraints')
  return {
    grantId: text(json, 'grantId'),
    keyArn: text(json, 'keyId'),
    granteePrincipal: text(json, 'granteePrincipal'),
    ...(retiringPrincipal !== undefined && { retiringPrincipal }),
    ...(issuingAccount !== undefined && { issuingAccount }),
    operations: texts(json, 'operations'),
    ...(constraints && { constraints: caseConstraints(constraints) }),
  }
}

/** In AWS's spelling, as ListGrants answers them, or in ours. */
function caseConstraints(json: JsonObject): NonNullable<Grant['constraints']> {
  const member = (name: string): string =>
    name in json ? name : name.charAt(0).toLowerCase() + name.slice(1)
  const equals = member('EncryptionContextEquals')
  const subset = member('EncryptionContextSubset')
  const sourceArn = optionalText(json, member('SourceArn'))
  return {
    ...(equals in json && { encryptionContextEquals: pairs(json, equals) }),
    ...(subset in json && { encryptionContextSubset: pairs(json, subset) }),
    ...(sourceArn !== undefined && { sourceArn }),
  }
}
