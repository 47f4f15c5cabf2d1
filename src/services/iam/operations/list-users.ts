import type { Operation } from '../../operation.ts'
import type { ListUsersInput, ListUsersOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { userShape } from '../shapes.ts'

/**
 * Answers the users whose path begins with the prefix.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export const ListUsers: Operation<IamScope, ListUsersInput, ListUsersOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:ListUsers', scope)],
  perform: (input, { users }) => {
    const { items, position } = users.list(input)
    return { output: { Users: items.map(userShape), ...position } }
  },
}
