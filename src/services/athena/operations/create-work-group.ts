import type { Operation } from '../../operation.ts'
import type { CreateWorkGroupInput, CreateWorkGroupOutput } from '../model.ts'
import { onWorkGroup, requestTagContext } from '../questions.ts'
import { requireTags } from '../resources/tags.ts'
import { newConfiguration } from '../resources/work-group-configuration.ts'
import type { AthenaScope } from '../scope.ts'
import type { WorkGroupRow } from '../tables.ts'

/**
 * Makes a workgroup.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
 */
export const CreateWorkGroup: Operation<AthenaScope, CreateWorkGroupInput, CreateWorkGroupOutput> =
  {
    readOnly: false,
    questions({ Name, Tags }, scope) {
      const context = requestTagContext(requireTags(Tags))
      const create = onWorkGroup('athena:CreateWorkGroup', Name, scope, context)
      // A workgroup that is made with tags must also be tagged.
      return Tags?.length
        ? [create, onWorkGroup('athena:TagResource', Name, scope, context)]
        : [create]
    },
    perform({ Name, Configuration, Description, Tags = [] }, { account, region, workGroups, now }) {
      const group: WorkGroupRow = {
        account,
        region,
        name: Name,
        createdAt: now.toISOString(),
        state: 'ENABLED',
        ...(Description !== undefined && { description: Description }),
        configuration: newConfiguration(Configuration),
        tags: Tags,
      }
      return { output: {}, changes: [workGroups.create(group)] }
    },
  }
