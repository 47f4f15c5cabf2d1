import type { Operation } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import type { DeleteWorkGroupInput, DeleteWorkGroupOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { isOver } from '../resources/execution-changes.ts'
import { removeContents } from '../resources/work-group-contents.ts'
import type { AthenaScope } from '../scope.ts'
import { PRIMARY } from '../tables.ts'

/**
 * Deletes a workgroup; with everything in it only if the request says so.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
 */
export const DeleteWorkGroup: Operation<AthenaScope, DeleteWorkGroupInput, DeleteWorkGroupOutput> =
  {
    readOnly: false,
    questions: ({ WorkGroup }, scope) => [onWorkGroup('athena:DeleteWorkGroup', WorkGroup, scope)],
    perform({ WorkGroup, RecursiveDeleteOption = false }, scope) {
      const { workGroups, executions, runner } = scope
      const group = workGroups.require(WorkGroup)
      // The sentence is ours: AWS's is not known.
      if (group.name === PRIMARY) {
        throw InvalidRequestException('The primary workgroup cannot be deleted.')
      }
      const contents = removeContents(group, scope)
      // Recorded 2024-01-22, aws-samples/coast-grafana-cost-intelligence-dashboards issue 9.
      if (contents.length > 0 && !RecursiveDeleteOption) {
        throw InvalidRequestException(`WorkGroup ${group.name} is not empty`)
      }
      const stopped = [...executions.ofWorkGroup(group.name)].filter(({ value }) => !isOver(value))
      return {
        output: {},
        changes: [workGroups.remove(group), ...contents],
        committed: () => {
          for (const { value } of stopped) runner.cancel(value.id)
        },
      }
    },
  }
