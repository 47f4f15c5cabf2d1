import type { Operation } from '../../operation.ts'
import { EntityNotFoundException } from '../errors.ts'
import type { GetTableInput, GetTableOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import { tableView } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Describes a table.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html
 */
export const GetTable: Operation<GlueScope, GetTableInput, GetTableOutput> = {
  readOnly: true,
  questions: (input, scope) => onTable('glue:GetTable', tablePlace(input, input.Name, scope)),
  perform(input, scope) {
    const place = tablePlace(input, input.Name, scope)
    scope.databases.require(place)
    const table = scope.tables.find(place)
    // Not the sentence of the others; recorded 2023-07-14, DyfanJones/noctua issue 205.
    if (!table) throw EntityNotFoundException('Entity Not Found')
    return { output: { Table: tableView(table.value) } }
  },
}
