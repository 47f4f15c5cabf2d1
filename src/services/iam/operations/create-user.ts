import type { Operation } from '../../operation.ts'
import { requireBoundary } from '../boundaries.ts'
import type { CreateUserInput, CreateUserOutput } from '../model.ts'
import { newIdentity } from '../new-identity.ts'
import { onNew } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { confinement, userShape } from '../shapes.ts'
import type { UserRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'

/**
 * Makes a user without credentials and without permissions.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
export const CreateUser: Operation<IamScope, CreateUserInput, CreateUserOutput> = {
  readOnly: false,
  questions: ({ UserName, Path, Tags, PermissionsBoundary }, scope) => {
    const entity = {
      name: UserName,
      path: Path,
      tags: Tags,
      permissionsBoundary: PermissionsBoundary,
    }
    return onNew('user', entity, scope)
  },
  perform: ({ UserName, Path, Tags, PermissionsBoundary }, scope) => {
    const { users, policies } = scope
    users.requireRoom(UserName)
    const user: UserRow = {
      ...newIdentity(scope, 'AIDA', { name: UserName, path: Path }),
      ...(PermissionsBoundary !== undefined && {
        permissionsBoundary: requireBoundary(PermissionsBoundary, policies),
      }),
      tags: requireDistinctTags(Tags),
      groups: [],
    }
    return {
      output: { User: { ...userShape(user), ...confinement(user) } },
      changes: [users.put(undefined, user)],
    }
  },
}
