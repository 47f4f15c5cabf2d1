import type { Operation } from '../../operation.ts'
import { NoSuchEntity } from '../errors.ts'
import type {
  GetServiceLinkedRoleDeletionStatusInput,
  GetServiceLinkedRoleDeletionStatusOutput,
} from '../model.ts'
import type { IamScope } from '../scope.ts'
import { deletionTasks } from '../tables.ts'

/**
 * Answers that the deletion of a service-linked role has succeeded, as every one has that began.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html
 */
export const GetServiceLinkedRoleDeletionStatus: Operation<
  IamScope,
  GetServiceLinkedRoleDeletionStatusInput,
  GetServiceLinkedRoleDeletionStatusOutput
> = {
  readOnly: true,
  questions: ({ DeletionTaskId }, { roles }) => [
    roles.question('iam:GetServiceLinkedRoleDeletionStatus', roleNameIn(DeletionTaskId)),
  ],
  perform: ({ DeletionTaskId }, { store, account }) => {
    const task = store.get(deletionTasks, `${account}/${DeletionTaskId}`)
    if (!task) throw NoSuchEntity(`Deletion task ${DeletionTaskId} cannot be found.`)
    return { output: { Status: 'SUCCEEDED' } }
  },
}

/** `task/aws-service-role/SERVICE/NAME/UUID`. */
const roleNameIn = (taskId: string): string => taskId.split('/').at(-2) ?? taskId
