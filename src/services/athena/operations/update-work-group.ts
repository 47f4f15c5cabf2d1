import type { Operation } from '../../operation.ts'
import type { UpdateWorkGroupInput, UpdateWorkGroupOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { updatedConfiguration } from '../resources/work-group-configuration.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Changes a workgroup. What the request does not mention stays as it is.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html
 */
export const UpdateWorkGroup: Operation<AthenaScope, UpdateWorkGroupInput, UpdateWorkGroupOutput> =
  {
    readOnly: false,
    questions: ({ WorkGroup }, scope) => [onWorkGroup('athena:UpdateWorkGroup', WorkGroup, scope)],
    perform({ WorkGroup, Description, ConfigurationUpdates = {}, State }, { workGroups }) {
      const group = workGroups.require(WorkGroup)
      const updated = {
        ...group,
        ...(Description !== undefined && { description: Description }),
        ...(State && { state: State }),
        configuration: updatedConfiguration(group.configuration, ConfigurationUpdates),
      }
      return { output: {}, changes: [workGroups.put(updated)] }
    },
  }
