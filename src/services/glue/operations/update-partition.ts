import type { Operation } from '../../operation.ts'
import type { UpdatePartitionInput, UpdatePartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { newPartition } from '../resources/partition-view.ts'
import { requireValues } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Replaces what is said of a partition, which may get other values.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdatePartition.html
 */
export const UpdatePartition: Operation<GlueScope, UpdatePartitionInput, UpdatePartitionOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:UpdatePartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const row = scope.partitions.require(table, requireValues(table, input.PartitionValueList))
    const { Values = row.value.values } = input.PartitionInput
    const partition = newPartition(table, { ...input.PartitionInput, Values }, scope.now)
    const { createdAt } = row.value
    return { output: {}, changes: scope.partitions.update(row, { ...partition, createdAt }) }
  },
}
