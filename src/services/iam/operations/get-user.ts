import type { Operation } from '../../operation.ts'
import { accountRootArn } from '../../../base/arn.ts'
import { onUserOrCaller, userOrCaller } from '../caller-as-user.ts'
import type { GetUserInput, User } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { confinement, userShape } from '../shapes.ts'
import { accounts } from '../tables.ts'

/**
 * Answers a user; without a name, the user that calls.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 */
export const GetUser: Operation<IamScope, GetUserInput, { readonly User: Partial<User> }> = {
  readOnly: true,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:GetUser', UserName, scope)],
  perform: ({ UserName }, scope) => {
    const name = userOrCaller(UserName, scope)
    if (name === undefined) return { output: { User: rootUserShape(scope) } }
    const user = scope.users.require(name).value
    return { output: { User: { ...userShape(user), ...confinement(user) } } }
  },
}

/** The root user has neither a name nor a path. */
function rootUserShape({ account, store }: IamScope): Partial<User> {
  const opened = store.get(accounts, account)?.value.createdAt
  return {
    UserId: account,
    Arn: accountRootArn(account),
    ...(opened !== undefined && { CreateDate: new Date(opened) }),
  }
}
