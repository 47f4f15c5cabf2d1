import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GetPartitionsInput, GetPartitionsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onTable } from '../questions.ts'
import { partitionFilter } from '../resources/partition-filter.ts'
import { partitionView, withoutColumns } from '../resources/partition-view.ts'
import { tablePlace } from '../resources/place.ts'
import { inSegment } from '../resources/segment.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Lists the partitions of a table whose values meet a condition, in the order of their values.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 */
export const GetPartitions: Operation<GlueScope, GetPartitionsInput, GetPartitionsOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    onTable('glue:GetPartitions', tablePlace(input, input.TableName, scope)),
  perform(input, scope) {
    const { NextToken, MaxResults: limit = limits.partitionsPerPage, Expression, Segment } = input
    const place = tablePlace(input, input.TableName, scope)
    const { value: table } = scope.tables.requireIn(place, scope.databases)
    const isWanted = partitionFilter(Expression, table.input.PartitionKeys ?? [])
    const isHere = inSegment(Segment)
    const list = (after: string) =>
      scope.partitions
        .ofTable(table, after)
        .filter(({ id, value }) => isHere(id) && isWanted(value.values))
    const { items, more } = pageOf({ NextToken, limit }, list, ({ id }) => id)
    const shown = input.ExcludeColumnSchema ? withoutColumns : undefined
    return {
      output: { Partitions: items.map(({ value }) => partitionView(value, shown)), ...more },
    }
  },
}
