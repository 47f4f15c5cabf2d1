import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import type { DeleteServiceLinkedRoleInput, DeleteServiceLinkedRoleOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { requireLinkedService } from '../service-linked-roles.ts'
import { deletionTasks } from '../tables.ts'

/**
 * Deletes a service-linked role. On AWS that takes a while, because the service is asked whether
 * it still needs the role; here no service needs one, and the task that is answered is done.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html
 */
export const DeleteServiceLinkedRole: Operation<
  IamScope,
  DeleteServiceLinkedRoleInput,
  DeleteServiceLinkedRoleOutput
> = {
  readOnly: false,
  questions: ({ RoleName }, { roles }) => {
    const service = roles.find(RoleName)?.value.linkedService
    const context = service === undefined ? {} : { 'iam:AWSServiceName': service }
    return [roles.question('iam:DeleteServiceLinkedRole', RoleName, context)]
  },
  perform: ({ RoleName }, { roles, account, world }) => {
    const role = roles.require(RoleName)
    const { name } = role.value
    const service = requireLinkedService(role.value)
    const DeletionTaskId = `task/aws-service-role/${service}/${name}/${world.uuid()}`
    const task = { account, roleName: name }
    return {
      output: { DeletionTaskId },
      changes: [
        roles.remove(role),
        change(deletionTasks, `${account}/${DeletionTaskId}`, undefined, task),
      ],
    }
  },
}
