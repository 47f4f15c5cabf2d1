// What Organizations asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html

import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Tag } from './model.ts'
import { accountArn, handshakeArn, policyArn, rootArn, unitArn } from './resources/arns.ts'
import { awsPolicy } from './resources/control-policies.ts'
import { handshakes } from './tables.ts'
import type { ControlPolicyType } from './tables.ts'
import type { OrganizationsScope } from './scope.ts'

type Context = Readonly<Record<string, ContextValue>>

/** For operations that know no resource. */
export const onAnything = (
  action: string,
  { account }: OrganizationsScope,
  context: Context = {},
): Question => ({ action, resource: { arn: '*', account }, context })

/** The name alone makes the ARN, so that who may not ask does not learn what there is. */
function onArn(
  action: string,
  arn: string | undefined,
  tags: readonly Tag[] | undefined,
  scope: OrganizationsScope,
  context: Context,
): Question {
  const { account } = scope
  return {
    action,
    resource: { arn: arn ?? '*', account },
    context: { ...tagContext('aws:ResourceTag', tags ?? []), ...context },
  }
}

/** A root, an OU or an account, by its id. */
export function onNode(
  action: string,
  id: string,
  scope: OrganizationsScope,
  context: Context = {},
): Question {
  const { organization } = scope
  const tags = organization?.node(id)?.fields.tags
  return onArn(action, organization && nodeArn(organization.value, id), tags, scope, context)
}

function nodeArn(owner: Parameters<typeof rootArn>[0], id: string): string {
  if (id.startsWith('r-')) return rootArn(owner, id)
  return id.startsWith('ou-') ? unitArn(owner, id) : accountArn(owner, id)
}

export function onPolicy(
  action: string,
  id: string,
  scope: OrganizationsScope,
  more: Context = {},
): Question {
  const { organization } = scope
  const own = organization?.policy(id)?.value
  const policy = awsPolicy(id) ?? own
  // The type is a part of the ARN; of a policy that is not there nobody knows it.
  const arn = policy ? organization?.policyArn(policy) : missingPolicy(id, scope)
  return onArn(action, arn, own?.tags, scope, { ...typeContext(policy?.type), ...more })
}

const missingPolicy = (id: string, { organization }: OrganizationsScope): string | undefined =>
  organization && policyArn(organization.value, 'SERVICE_CONTROL_POLICY', id)

export function onHandshake(action: string, id: string, scope: OrganizationsScope): Question {
  const row = scope.store.get(handshakes, id)
  return onArn(action, row && handshakeArn(row.value), [], scope, {})
}

/** A root, an OU, an account or a policy, as tags name it. */
export const onTagged = (
  action: string,
  id: string,
  scope: OrganizationsScope,
  context: Context = {},
): Question =>
  id.startsWith('p-') ? onPolicy(action, id, scope, context) : onNode(action, id, scope, context)

export const typeContext = (type: ControlPolicyType | string | undefined): Context =>
  type === undefined ? {} : { 'organizations:PolicyType': type }

export const serviceContext = (service: string | undefined): Context =>
  service === undefined ? {} : { 'organizations:ServicePrincipal': service }

export const requestTagContext = (tags: readonly Tag[] = []): Context => ({
  ...tagContext('aws:RequestTag', tags),
  ...tagKeysContext(tags.map(({ Key }) => Key)),
})

export const tagKeysContext = (keys: readonly string[]): Context =>
  keys.length === 0 ? {} : { 'aws:TagKeys': keys }

const tagContext = (family: string, tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`${family}/${Key}`, Value]))

/** What is made with tags must also be tagged. */
export function withTagging(question: Question, tags: readonly Tag[] = []): readonly Question[] {
  return tags.length > 0
    ? [question, { ...question, action: 'organizations:TagResource' }]
    : [question]
}
