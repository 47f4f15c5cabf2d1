import { accountRootArn } from '../../base/arn.ts'
import type { Question } from '../operation.ts'
import { ValidationError } from './errors.ts'
import type { KeyOwner } from './resources/access-keys.ts'
import type { IamScope } from './scope.ts'

/** The user that is named, else the one that calls; undefined is the root user. */
export function userOrCaller(name: string | undefined, { caller }: IamScope): KeyOwner {
  if (name !== undefined) return name
  const { principal } = caller
  if (principal.type === 'user') return principal.userName
  if (principal.type === 'root') return undefined
  throw ValidationError('Must specify userName when calling with non-User credentials')
}

/**
 * May the caller do it to the user that is named, else to itself? A role session is asked under
 * its session's name before it hears that it is no user: its refusals say `user SESSION`.
 */
export function onUserOrCaller(
  action: string,
  name: string | undefined,
  scope: IamScope,
): Question {
  const { principal } = scope.caller
  const session = principal.type === 'assumedRole' ? principal.sessionName : undefined
  return onUserOrRoot(action, name ?? session ?? userOrCaller(name, scope), scope)
}

export function onUserOrRoot(action: string, owner: KeyOwner, scope: IamScope): Question {
  const { account, users } = scope
  if (owner !== undefined) return users.question(action, owner)
  return { action, resource: { arn: accountRootArn(account), account } }
}

/** The owner of the access keys that an operation is about, who must exist. */
export function existingOwner(name: string | undefined, scope: IamScope): KeyOwner {
  const owner = userOrCaller(name, scope)
  return owner === undefined ? undefined : scope.users.require(owner).value.name
}
