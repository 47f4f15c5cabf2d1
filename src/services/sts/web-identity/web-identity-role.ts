// Which role AssumeRoleWithWebIdentity means, what has to be allowed, and what is begun with it.

import type { ContextValue } from '../../../policy/index.ts'
import type { RoleFacts } from '../../iam/api.ts'
import { findOidcProvider } from '../../iam/api.ts'
import type { Question } from '../../operation.ts'
import { AccessDenied } from '../errors.ts'
import type { AssumeRoleInput, AssumeRoleWithWebIdentityInput } from '../model.ts'
import type { StsScope } from '../scope.ts'
import { prefixed, requestTagContext, tagRecord } from '../session-tags.ts'
import type { TokenClaims } from './token-claims.ts'
import { requireClaims, requireToken } from './token-claims.ts'

/** Verified before: `identify` lets nobody else pass. */
export const claimsOf = ({ WebIdentityToken }: AssumeRoleWithWebIdentityInput): TokenClaims =>
  requireClaims(requireToken(WebIdentityToken))

export function requireWebIdentityRole(
  { RoleArn }: AssumeRoleWithWebIdentityInput,
  { directory }: StsScope,
): RoleFacts {
  const role = directory.roleByArn(RoleArn)
  if (!role) throw notAuthorized('sts:AssumeRoleWithWebIdentity')
  return role
}

/** The trust policy alone decides: there is no identity with policies of its own yet. */
export function webIdentityQuestions(
  input: AssumeRoleWithWebIdentityInput,
  scope: StsScope,
): readonly Question[] {
  const role = requireWebIdentityRole(input, scope)
  const claims = claimsOf(input)
  const { arn, account, trustPolicy } = role
  const context = trustContext(input, claims, role, scope)
  const question = (action: string): Question => ({
    action,
    resource: { arn, account, policy: trustPolicy, type: 'AWS::IAM::Role' },
    context,
    refusal: () => notAuthorized(action),
  })
  return [
    question('sts:AssumeRoleWithWebIdentity'),
    ...(claims.tags.length > 0 ? [question('sts:TagSession')] : []),
    ...(claims.sourceIdentity === undefined ? [] : [question('sts:SetSourceIdentity')]),
  ]
}

/** AWS names neither the caller, who is not known yet, nor the role. */
const notAuthorized = (action: string) => AccessDenied(`Not authorized to perform ${action}`)

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function trustContext(
  { RoleSessionName }: AssumeRoleWithWebIdentityInput,
  claims: TokenClaims,
  role: RoleFacts,
  { store, account }: StsScope,
): Record<string, ContextValue> {
  const provider = findOidcProvider(store, account, claims.issuer)
  const { subject, audience, methods, sourceIdentity } = claims
  return {
    'sts:RoleSessionName': RoleSessionName,
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
    ...(provider && {
      'aws:FederatedProvider': provider.arn,
      [`${provider.name}:aud`]: audience,
      [`${provider.name}:sub`]: subject,
      ...(methods.length > 0 && { [`${provider.name}:amr`]: methods }),
    }),
    ...requestTagContext(tagRecord(claims.tags)),
    ...prefixed('aws:ResourceTag/', tagRecord(role.tags)),
    ...prefixed('iam:ResourceTag/', tagRecord(role.tags)),
  }
}

/** The same session in the words of AssumeRole: the token speaks for the caller. */
export function asAssumeRole(
  { RoleArn, RoleSessionName, ...input }: AssumeRoleWithWebIdentityInput,
  { tags, transitiveTagKeys, sourceIdentity }: TokenClaims,
): AssumeRoleInput {
  const { Policy, PolicyArns, DurationSeconds, MinimumSessionTokenSize } = input
  return {
    ...{ RoleArn, RoleSessionName, Policy, PolicyArns, DurationSeconds, MinimumSessionTokenSize },
    Tags: tags,
    TransitiveTagKeys: transitiveTagKeys,
    SourceIdentity: sourceIdentity,
  }
}
