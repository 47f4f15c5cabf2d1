import type { Operation } from '../../operation.ts'
import type { CreatePartitionInput, CreatePartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { newPartition } from '../resources/partition-view.ts'
import { alreadyExists } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Adds a partition to a table.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_CreatePartition.html
 */
export const CreatePartition: Operation<GlueScope, CreatePartitionInput, CreatePartitionOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:CreatePartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const partition = newPartition(table, input.PartitionInput, scope.now)
    if (scope.partitions.find(table, partition.values)) throw alreadyExists()
    return { output: {}, changes: scope.partitions.create(table, [partition]) }
  },
}
