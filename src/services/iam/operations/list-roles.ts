import type { Operation } from '../../operation.ts'
import type { ListRolesInput, ListRolesOutput } from '../model.ts'
import { onPath } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { roleShape } from '../shapes.ts'

/**
 * Answers the roles whose path begins with the prefix.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export const ListRoles: Operation<IamScope, ListRolesInput, ListRolesOutput> = {
  readOnly: true,
  questions: (input, scope) => [onPath('iam:ListRoles', 'role', input, scope)],
  perform: (input, { roles, store }) => {
    const { items, position } = roles.list(input)
    return { output: { Roles: items.map((role) => roleShape(store, role)), ...position } }
  },
}
