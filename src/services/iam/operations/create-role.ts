import type { Operation } from '../../operation.ts'
import { requireBoundary } from '../boundaries.ts'
import { limits } from '../limits.ts'
import type { CreateRoleInput, CreateRoleOutput } from '../model.ts'
import { newIdentity } from '../new-identity.ts'
import { onNew } from '../questions.ts'
import { roleEvent } from '../role-event.ts'
import type { IamScope } from '../scope.ts'
import { confinement, roleShape } from '../shapes.ts'
import type { RoleRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'
import { storedTrustPolicy } from '../trust-binding.ts'

/**
 * Makes a role that the principals of its trust policy can assume.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const CreateRole: Operation<IamScope, CreateRoleInput, CreateRoleOutput> = {
  readOnly: false,
  questions: ({ RoleName, Path, Tags, PermissionsBoundary }, scope) => {
    const entity = {
      name: RoleName,
      path: Path,
      tags: Tags,
      permissionsBoundary: PermissionsBoundary,
    }
    return onNew('role', entity, scope)
  },
  perform: (input, scope) => {
    const { roles, store } = scope
    roles.requireRoom(input.RoleName)
    const role = newRole(input, scope)
    const Role = { ...roleShape(store, role), ...confinement(role) }
    return { output: { Role }, changes: [roles.put(undefined, role)], event: roleEvent(Role) }
  },
}

function newRole(input: CreateRoleInput, scope: IamScope): RoleRow {
  const { Description, MaxSessionDuration, PermissionsBoundary } = input
  return {
    ...newIdentity(scope, 'AROA', { name: input.RoleName, path: input.Path }),
    ...(PermissionsBoundary !== undefined && {
      permissionsBoundary: requireBoundary(PermissionsBoundary, scope.policies),
    }),
    ...(Description !== undefined && { description: Description }),
    tags: requireDistinctTags(input.Tags),
    trustPolicy: storedTrustPolicy(scope.store, input.AssumeRolePolicyDocument),
    maxSessionSeconds: MaxSessionDuration ?? limits.sessionSecondsDefault,
  }
}
