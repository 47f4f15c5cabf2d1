import type { Operation } from '../../operation.ts'
import type { UpdateUserInput } from '../model.ts'
import { onTarget } from '../questions.ts'
import type { IamScope } from '../scope.ts'

/**
 * Gives a user another name or path. It stays the same user: its unique id, its access keys and
 * what policies grant to it go with it.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
 */
export const UpdateUser: Operation<IamScope, UpdateUserInput, void> = {
  readOnly: false,
  questions: ({ UserName, NewUserName, NewPath }, scope) => [
    scope.users.question('iam:UpdateUser', UserName),
    onTarget('iam:UpdateUser', scope.users, UserName, { name: NewUserName, path: NewPath }, scope),
  ],
  perform: ({ UserName, NewUserName, NewPath }, { users, accessKeys }) => {
    const user = users.require(UserName)
    const { name, path } = user.value
    const next = { ...user.value, name: NewUserName ?? name, path: NewPath ?? path }
    const keys = [...accessKeys.ownedBy(name)].map((key) =>
      accessKeys.put(key, { ...key.value, userName: next.name }),
    )
    return { changes: [...users.move(user, next), ...keys] }
  },
}
