import type { Operation } from '../../operation.ts'
import type { ListWorkGroupsInput, ListWorkGroupsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onAccount } from '../questions.ts'
import { workGroupSummary } from '../resources/work-group-view.ts'
import type { AthenaScope } from '../scope.ts'
import { workGroupRowId } from '../tables.ts'

/**
 * Lists the workgroups, in the order of their names.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListWorkGroups.html
 */
export const ListWorkGroups: Operation<AthenaScope, ListWorkGroupsInput, ListWorkGroupsOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('athena:ListWorkGroups', scope)],
  perform(input, { workGroups }) {
    const list = (after: string) => workGroups.list(after)
    const { items, more } = pageOf(input, list, (group) => workGroupRowId(group, group.name))
    return { output: { WorkGroups: items.map(workGroupSummary), ...more } }
  },
}
