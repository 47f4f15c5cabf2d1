import type { Question } from '../operation.ts'
import { entityArn } from './arns.ts'
import { boundaryContext, requestTagContext } from './context-keys.ts'
import type { IdentityKind } from './resources/identities.ts'
import type { IamScope } from './scope.ts'
import type { Tag } from './tables.ts'

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
