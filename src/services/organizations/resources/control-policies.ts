// Policies with a say over requests: AWS's own, and those that customers write.

import type { NamedPolicy, PolicyDocument } from '../../../policy/index.ts'
import {
  compilePolicy,
  readPolicy,
  validateResourceControlPolicy,
  validateServiceControlPolicy,
} from '../../../policy/index.ts'
import { ConstraintViolationException, malformedPolicy, policyTypeNotAvailable } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ControlPolicyType } from '../tables.ts'

/** A policy wherever it comes from; AWS's have no organization. */
export interface ControlPolicy {
  readonly id: string
  readonly type: ControlPolicyType
  readonly name: string
  readonly description: string
  readonly content: string
}

const everything = { Effect: 'Allow', Action: '*', Resource: '*' }
const documentOf = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] })

const AWS_POLICIES: readonly ControlPolicy[] = [
  {
    id: 'p-FullAWSAccess',
    type: 'SERVICE_CONTROL_POLICY',
    name: 'FullAWSAccess',
    description: 'Allows access to every operation',
    content: documentOf(everything),
  },
  {
    id: 'p-RCPFullAWSAccess',
    type: 'RESOURCE_CONTROL_POLICY',
    name: 'RCPFullAWSAccess',
    description: 'Allows access to every resource',
    content: documentOf({ ...everything, Principal: '*' }),
  },
]

export const awsPolicies = (type: ControlPolicyType): readonly ControlPolicy[] =>
  AWS_POLICIES.filter((policy) => policy.type === type)

export const awsPolicy = (id: string): ControlPolicy | undefined =>
  AWS_POLICIES.find((policy) => policy.id === id)

/** Attached to root, OUs and accounts when their type is enabled, and whenever one is made. */
export const fullAccessOf = (types: readonly ControlPolicyType[]): readonly string[] =>
  AWS_POLICIES.filter(({ type }) => types.includes(type)).map(({ id }) => id)

/** UNLIKE AWS: of its many types of policies only SCPs and RCPs are there. */
export function requireControlType(type: string): ControlPolicyType {
  if (type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY') return type
  throw policyTypeNotAvailable()
}

/** By the row's value, which is another object as soon as the policy changes. */
const compiled = new WeakMap<object, NamedPolicy>()

export function inForce(policy: Pick<ControlPolicy, 'content'>, arn: string): NamedPolicy {
  const known = compiled.get(policy)
  if (known) return known
  const named = { name: arn, policy: compilePolicy(requireReadable(policy.content)) }
  compiled.set(policy, named)
  return named
}

function requireReadable(content: string): PolicyDocument {
  const read = readPolicy(content)
  if (!('document' in read)) throw malformedPolicy()
  return read.document
}

export function requireContent(type: ControlPolicyType, content: string): string {
  if (content.length > limits.policyCharsMax) {
    throw ConstraintViolationException(
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      'You have exceeded the maximum policy size.',
    )
  }
  const document = requireReadable(content)
  const isService = type === 'SERVICE_CONTROL_POLICY'
  const validate = isService ? validateServiceControlPolicy : validateResourceControlPolicy
  if (validate(document).length > 0) throw malformedPolicy()
  return content
}
