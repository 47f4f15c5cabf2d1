import type { Operation } from '../../operation.ts'
import type { GetWorkGroupInput, GetWorkGroupOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { workGroupView } from '../resources/work-group-view.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a workgroup.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetWorkGroup.html
 */
export const GetWorkGroup: Operation<AthenaScope, GetWorkGroupInput, GetWorkGroupOutput> = {
  readOnly: true,
  questions: ({ WorkGroup }, scope) => [onWorkGroup('athena:GetWorkGroup', WorkGroup, scope)],
  perform: ({ WorkGroup }, { workGroups }) => ({
    output: { WorkGroup: workGroupView(workGroups.require(WorkGroup)) },
  }),
}
