import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import type { BatchDeletePartitionInput, BatchDeletePartitionOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { partitionErrors } from '../resources/error-detail.ts'
import { notFound, requireValues } from '../resources/partitions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'
import type { PartitionRow } from '../tables.ts'

/**
 * Takes partitions out of a table. Those that are not there are among the errors.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeletePartition.html
 */
export const BatchDeletePartition: Operation<
  GlueScope,
  BatchDeletePartitionInput,
  BatchDeletePartitionOutput
> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:BatchDeletePartition', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const rows = new Map<string, Row<PartitionRow>>()
    const missing: (readonly string[])[] = []
    for (const { Values } of input.PartitionsToDelete) {
      const row = scope.partitions.find(table, requireValues(table, Values))
      if (row) rows.set(row.id, row)
      else missing.push(Values)
    }
    return {
      output: partitionErrors(missing, notFound()),
      changes: scope.partitions.remove(table, [...rows.values()]),
    }
  },
}
