import type { Operation } from '../../operation.ts'
import type { ListUsersInput, ListUsersOutput } from '../model.ts'
import { onPath } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { userShape } from '../shapes.ts'

/**
 * Answers the users whose path begins with the prefix.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export const ListUsers: Operation<IamScope, ListUsersInput, ListUsersOutput> = {
  readOnly: true,
  questions: (input, scope) => [onPath('iam:ListUsers', 'user', input, scope)],
  perform: (input, { users }) => {
    const { items, position } = users.list(input)
    return { output: { Users: items.map(userShape), ...position } }
  },
}
