import type { Operation } from '../../operation.ts'
import type { BatchGetPartitionInput, BatchGetPartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { partitionView } from '../resources/partition-view.ts'
import { requireValues } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Describes partitions. Those that are not there are left out.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetPartition.html
 */
export const BatchGetPartition: Operation<
  GlueScope,
  BatchGetPartitionInput,
  BatchGetPartitionOutput
> = {
  readOnly: true,
  questions: (input, scope) =>
    onTable('glue:BatchGetPartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const Partitions = input.PartitionsToGet.flatMap(({ Values }) => {
      const partition = scope.partitions.find(table, requireValues(table, Values))
      return partition ? [partitionView(partition.value)] : []
    })
    return { output: { Partitions, UnprocessedKeys: [] } }
  },
}
