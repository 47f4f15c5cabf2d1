import type { Operation } from '../../operation.ts'
import type { GetPartitionIndexesInput, GetPartitionIndexesOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Lists the partition indexes of a table: here a table has none.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitionIndexes.html
 */
export const GetPartitionIndexes: Operation<
  GlueScope,
  GetPartitionIndexesInput,
  GetPartitionIndexesOutput
> = {
  readOnly: true,
  questions: (input, scope) =>
    onTable('glue:GetPartitionIndexes', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    scope.tables.requireIn(tablePlace(input, input.TableName, scope), scope.databases)
    return { output: { PartitionIndexDescriptorList: [] } }
  },
}
