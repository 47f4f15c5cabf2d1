import type { Operation } from '../../operation.ts'
import type { BatchCreatePartitionInput, BatchCreatePartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { partitionErrors } from '../resources/error-detail.ts'
import { newPartition } from '../resources/partition-view.ts'
import { alreadyExists } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'
import type { PartitionRow } from '../tables.ts'
import { partitionRowId } from '../tables.ts'

/**
 * Adds partitions to a table. Those that are there already are among the errors.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html
 */
export const BatchCreatePartition: Operation<
  GlueScope,
  BatchCreatePartitionInput,
  BatchCreatePartitionOutput
> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:BatchCreatePartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const fresh = new Map<string, PartitionRow>()
    const refused: (readonly string[])[] = []
    for (const given of input.PartitionInputList) {
      const partition = newPartition(table, given, scope.now)
      const id = partitionRowId(table, partition.values)
      if (fresh.has(id) || scope.partitions.find(table, partition.values)) {
        refused.push(partition.values)
      } else fresh.set(id, partition)
    }
    return {
      output: partitionErrors(refused, alreadyExists()),
      changes: scope.partitions.create(table, [...fresh.values()]),
    }
  },
}
