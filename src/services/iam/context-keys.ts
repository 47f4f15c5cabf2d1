// What policies can ask about IAM's requests and entities.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html

import type { ContextValue } from '../../policy/index.ts'
import type { Tag } from './tables.ts'

/** IAM offers the tags of its own resources under two names. */
export function resourceTagContext(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  )
}

export function requestTagContext(tags: readonly Tag[] = []): Record<string, ContextValue> {
  if (tags.length === 0) return {}
  const values = tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const)
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key }) => Key) }
}

/** `iam:PolicyARN`, with which policies confine what may be attached. */
export const policyContext = (arn: string): Record<string, ContextValue> => ({
  'iam:PolicyARN': arn,
})

/** `iam:PermissionsBoundary`: the boundary that a new or confined entity gets or has. */
export const boundaryContext = (arn: string | undefined): Record<string, ContextValue> =>
  arn === undefined ? {} : { 'iam:PermissionsBoundary': arn }
