// The session of a federated user: what has to be allowed, its row, and what is answered of it.

import { federatedUserArn } from '../iam/api.ts'
import type { Question } from '../operation.ts'
import { beginner, requireLongTerm, userSessionSeconds } from './long-term-caller.ts'
import type { GetFederationTokenInput, GetFederationTokenOutput } from './model.ts'
import { newCredentials } from './new-credentials.ts'
import type { StsScope } from './scope.ts'
import { requireSessionPolicy } from './session-policy.ts'
import { requestTagContext, requireOwnTags, tagRecord } from './session-tags.ts'
import type { FederatedSessionRow } from './tables.ts'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export function federationQuestions(
  { Name, Tags = [] }: GetFederationTokenInput,
  { account }: StsScope,
): readonly Question[] {
  const question = (action: string): Question => ({
    action,
    resource: { arn: federatedUserArn(account, Name), account },
    context: requestTagContext(tagRecord(Tags)),
  })
  const federate = question('sts:GetFederationToken')
  return Tags.length > 0 ? [federate, question('sts:TagSession')] : [federate]
}

export interface NewFederation {
  readonly accessKeyId: string
  readonly row: FederatedSessionRow
  readonly output: GetFederationTokenOutput
}

export function newFederation(input: GetFederationTokenInput, scope: StsScope): NewFederation {
  const { Name: name, Tags = [], MinimumSessionTokenSize: tokenCharsMin } = input
  const { account } = scope
  const principal = requireLongTerm('GetFederationToken', scope)
  const policy = requireSessionPolicy(input, account, scope)
  requireOwnTags(Tags)
  const seconds = userSessionSeconds(input, principal)
  const made = newCredentials({ account, seconds, tokenCharsMin }, scope)
  const row: FederatedSessionRow = {
    kind: 'federatedUser',
    name,
    ...beginner(principal),
    ...made.fields,
    policy: policy?.text ?? NOTHING,
    tags: tagRecord(Tags),
  }
  const user = { FederatedUserId: `${account}:${name}`, Arn: federatedUserArn(account, name) }
  const output = {
    Credentials: made.Credentials,
    FederatedUser: user,
    ...(policy && { PackedPolicySize: policy.percent }),
  }
  return { accessKeyId: made.accessKeyId, row, output }
}

/** The session policy of a federated user that was given none. */
const NOTHING = '{"Version":"2012-10-17","Statement":[]}'
