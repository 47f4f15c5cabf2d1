import type { Operation } from '../../operation.ts'
import type { DeleteTableInput, DeleteTableOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Deletes a table with its versions and partitions. Data stays where it is.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteTable.html
 */
export const DeleteTable: Operation<GlueScope, DeleteTableInput, DeleteTableOutput> = {
  readOnly: false,
  questions: (input, scope) => onTable('glue:DeleteTable', tablePlace(input, input.Name, scope)),
  perform(input, scope) {
    const row = scope.tables.requireIn(tablePlace(input, input.Name, scope), scope.databases)
    return { output: {}, changes: scope.tables.remove(row) }
  },
}
