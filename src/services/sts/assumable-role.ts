// Which role AssumeRole means, and what has to be allowed.

import type { AwsError } from '../../aws/errors.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { RoleFacts } from '../iam/api.ts'
import type { Question } from '../operation.ts'
import { AccessDenied, ValidationError } from './errors.ts'
import { requireNoUserSession } from './long-term-caller.ts'
import { mfaContext } from './mfa.ts'
import type { AssumeRoleInput } from './model.ts'
import type { StsScope } from './scope.ts'
import {
  inheritedTags,
  prefixed,
  requestTagContext,
  sourceIdentityOf,
  tagRecord,
} from './session-tags.ts'

const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]+$/

/** The role, unless the caller can assume none at all or there is none of this ARN. */
export function requireAssumable({ RoleArn }: AssumeRoleInput, scope: StsScope): RoleFacts {
  const { caller, directory } = scope
  if (!ROLE_ARN.test(RoleArn)) throw ValidationError(`${RoleArn} is invalid`)
  if (caller.principal.type === 'root') {
    throw AccessDenied('Roles may not be assumed by root accounts.')
  }
  requireNoUserSession('AssumeRole', scope)
  const role = directory.roleByArn(RoleArn)
  if (!role) throw denied('sts:AssumeRole', RoleArn, scope)
  return role
}

/** Tags and a source identity need a permission each, also when the caller's session gives them. */
export function roleQuestions(
  input: AssumeRoleInput,
  role: RoleFacts,
  scope: StsScope,
): readonly Question[] {
  const question = (action: string): Question => ({
    action,
    resource: {
      arn: role.arn,
      account: role.account,
      policy: role.trustPolicy,
      type: 'AWS::IAM::Role',
    },
    context: assumeRoleContext(input, role, scope),
  })
  const tags = [...(input.Tags ?? []), ...Object.keys(inheritedTags(scope))]
  return [
    question('sts:AssumeRole'),
    ...(tags.length > 0 ? [question('sts:TagSession')] : []),
    ...(sourceIdentityOf(input, scope) === undefined ? [] : [question('sts:SetSourceIdentity')]),
  ]
}

/** In AWS's words; without a reason, as STS refuses. */
export function denied(action: string, roleArn: string, { caller }: StsScope): AwsError {
  const { arn } = caller.principal
  return AccessDenied(
    `User: ${arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
  )
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
function assumeRoleContext(
  input: AssumeRoleInput,
  role: RoleFacts,
  scope: StsScope,
): Record<string, ContextValue> {
  const { ExternalId, RoleSessionName, Tags = [], TransitiveTagKeys = [] } = input
  const sourceIdentity = sourceIdentityOf(input, scope)
  const tags = { ...inheritedTags(scope), ...tagRecord(Tags) }
  return {
    'sts:RoleSessionName': RoleSessionName,
    ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
    ...(TransitiveTagKeys.length > 0 && { 'sts:TransitiveTagKeys': TransitiveTagKeys }),
    ...requestTagContext(tags),
    ...mfaContext(input, scope),
    ...prefixed('aws:ResourceTag/', tagRecord(role.tags)),
    ...prefixed('iam:ResourceTag/', tagRecord(role.tags)),
  }
}
