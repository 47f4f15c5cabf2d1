import { arnOf } from '../../base/arn.ts'
import type { Question } from '../operation.ts'
import { entityArn } from './arns.ts'
import { boundaryContext, requestTagContext } from './context-keys.ts'
import type { Identities, IdentityKind } from './resources/identities.ts'
import type { IamScope } from './scope.ts'
import type { IdentityRow, Tag } from './tables.ts'

/** For operations that know no resource. */
export const onAccount = (action: string, { account }: IamScope): Question => ({
  action,
  resource: { arn: '*', account },
})

/**
 * For lists of users, roles or groups. The resource is the path that is listed: refusals say
 * `on resource: arn:aws:iam::111122223333:role/aws-service-role/` (AWS's answers of 2020 to 2026).
 */
export const onPath = (
  action: string,
  kind: IdentityKind,
  { PathPrefix = '/' }: { readonly PathPrefix?: string | undefined },
  { account }: IamScope,
): Question => ({
  action,
  resource: { arn: arnOf('iam', '', account, kind + PathPrefix), account },
})

interface NewEntity {
  readonly name: string
  readonly path?: string | undefined
  readonly tags?: readonly Tag[] | undefined
  readonly permissionsBoundary?: string | undefined
}

/**
 * May the caller make this user, role, group or policy? One that is made with tags must also be
 * tagged: `CreateRole` is refused for want of `iam:TagRole`.
 */
export function onNew(
  kind: IdentityKind | 'policy',
  { name, path = '/', tags = [], permissionsBoundary }: NewEntity,
  { account }: IamScope,
): readonly Question[] {
  const arn = entityArn(kind, { account, path, name })
  const Kind = { user: 'User', role: 'Role', group: 'Group', policy: 'Policy' }[kind]
  const question = (action: string): Question => ({
    action,
    resource: { arn, account, ...(kind === 'policy' && { mention: { words: `policy ${name}` } }) },
    context: { ...requestTagContext(tags), ...boundaryContext(permissionsBoundary) },
  })
  const create = question(`iam:Create${Kind}`)
  return tags.length > 0 ? [create, question(`iam:Tag${Kind}`)] : [create]
}

/** May the caller put it under the new name or path? The old ones need a permission as well. */
export function onTarget<Value extends IdentityRow>(
  action: string,
  { kind, find }: Identities<Value>,
  name: string,
  to: { readonly name?: string | undefined; readonly path?: string | undefined },
  { account }: IamScope,
): Question {
  const path = to.path ?? find(name)?.value.path ?? '/'
  return {
    action,
    resource: { arn: entityArn(kind, { account, path, name: to.name ?? name }), account },
  }
}
