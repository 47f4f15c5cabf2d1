import type { Operation } from '../../operation.ts'
import type { CreateTableInput, CreateTableOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import { newTable, refusePartitionIndexes, requireTableInput } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Makes a table. Its name is folded to lower case.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTable.html
 */
export const CreateTable: Operation<GlueScope, CreateTableInput, CreateTableOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:CreateTable', tablePlace(input, requireTableInput(input).Name, scope)),
  perform(input, scope) {
    refusePartitionIndexes(input)
    const described = requireTableInput(input)
    const table = newTable(tablePlace(input, described.Name, scope), described, scope)
    scope.databases.require(table)
    return { output: {}, changes: [scope.tables.create(table)] }
  },
}
