import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import { entityArn } from './arns.ts'
import type { IdentityKind } from './resources/identities.ts'
import type { IamScope } from './scope.ts'
import type { Tag } from './tables.ts'
import { requestTagContext } from './tags.ts'

/** For operations that know no resource, such as lists. */
export const onAccount = (action: string, { account }: IamScope): Question => ({
  action,
  resource: { arn: '*', account },
})

interface NewEntity {
  readonly name: string
  readonly path?: string | undefined
  readonly tags?: readonly Tag[] | undefined
  readonly permissionsBoundary?: string | undefined
}

/** May the caller make this user, role, group or policy? */
export function onNew(
  action: string,
  kind: IdentityKind | 'policy',
  { name, path = '/', tags, permissionsBoundary }: NewEntity,
  { account }: IamScope,
): Question {
  const arn = entityArn(kind, { account, path, name })
  const context = { ...requestTagContext(tags), ...boundaryContext(permissionsBoundary) }
  return { action, resource: { arn, account }, context }
}

/** `iam:PolicyARN`, with which policies confine what may be attached. */
export const policyContext = (arn: string): Record<string, ContextValue> => ({
  'iam:PolicyARN': arn,
})

/** `iam:PermissionsBoundary`: the boundary that a new or confined entity gets or has. */
export const boundaryContext = (arn: string | undefined): Record<string, ContextValue> =>
  arn === undefined ? {} : { 'iam:PermissionsBoundary': arn }
