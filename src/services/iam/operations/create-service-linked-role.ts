import type { Operation, Question } from '../../operation.ts'
import { entityArn } from '../arns.ts'
import { InvalidInput } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateServiceLinkedRoleInput, CreateServiceLinkedRoleOutput } from '../model.ts'
import { newIdentity } from '../new-identity.ts'
import { roleEvent } from '../role-event.ts'
import type { IamScope } from '../scope.ts'
import { linkedRoleName, linkedRolePath, linkedTrustPolicy } from '../service-linked-roles.ts'
import { roleShape } from '../shapes.ts'
import type { RoleRow } from '../tables.ts'

/**
 * Makes the role that a service acts with in this account: only the service can assume it, and
 * only AWS can change it.
 *
 * UNLIKE AWS: the role carries no policy, for no service acts here.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
 */
export const CreateServiceLinkedRole: Operation<
  IamScope,
  CreateServiceLinkedRoleInput,
  CreateServiceLinkedRoleOutput
> = {
  readOnly: false,
  questions: (input, scope) => [onLinkedRole(input, scope)],
  perform: (input, scope) => {
    const { roles, store } = scope
    const role = newLinkedRole(input, scope)
    if (roles.find(role.name)) throw nameTaken(role.name)
    roles.requireRoom(role.name)
    const Role = roleShape(store, role)
    return { output: { Role }, changes: [roles.put(undefined, role)], event: roleEvent(Role) }
  },
}

function onLinkedRole(input: CreateServiceLinkedRoleInput, { account }: IamScope): Question {
  const { AWSServiceName: service, CustomSuffix } = input
  const name = linkedRoleName(service, CustomSuffix)
  return {
    action: 'iam:CreateServiceLinkedRole',
    resource: { arn: entityArn('role', { account, path: linkedRolePath(service), name }), account },
    context: { 'iam:AWSServiceName': service },
  }
}

function newLinkedRole(input: CreateServiceLinkedRoleInput, scope: IamScope): RoleRow {
  const { AWSServiceName: service, CustomSuffix, Description } = input
  const name = linkedRoleName(service, CustomSuffix)
  return {
    ...newIdentity(scope, 'AROA', { name, path: linkedRolePath(service) }),
    ...(Description !== undefined && { description: Description }),
    tags: [],
    trustPolicy: linkedTrustPolicy(service),
    maxSessionSeconds: limits.sessionSecondsDefault,
    linkedService: service,
  }
}

const nameTaken = (name: string) =>
  InvalidInput(
    `Service role name ${name} has been taken in this account, please try a different suffix.`,
  )
