import type { Operation } from '../../operation.ts'
import type { DeletePartitionInput, DeletePartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { requireValues } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Takes a partition out of a table. Data stays where it is.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_DeletePartition.html
 */
export const DeletePartition: Operation<GlueScope, DeletePartitionInput, DeletePartitionOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:DeletePartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const row = scope.partitions.require(table, requireValues(table, input.PartitionValues))
    return { output: {}, changes: scope.partitions.remove(table, [row]) }
  },
}
