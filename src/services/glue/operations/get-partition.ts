import type { Operation } from '../../operation.ts'
import type { GetPartitionInput, GetPartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { partitionView } from '../resources/partition-view.ts'
import { requireValues } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Describes a partition.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartition.html
 */
export const GetPartition: Operation<GlueScope, GetPartitionInput, GetPartitionOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    onTable('glue:GetPartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const values = requireValues(table, input.PartitionValues)
    const { value: partition } = scope.partitions.require(table, values)
    return { output: { Partition: partitionView(partition) } }
  },
}
