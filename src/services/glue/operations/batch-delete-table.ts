import type { Operation } from '../../operation.ts'
import type { BatchDeleteTableInput, BatchDeleteTableOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { entityNotFound } from '../resources/error-detail.ts'
import { databasePlace, tablePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Deletes tables of a database. Those that are not there are among the errors.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeleteTable.html
 */
export const BatchDeleteTable: Operation<GlueScope, BatchDeleteTableInput, BatchDeleteTableOutput> =
  {
    readOnly: false,
    questions: (input, scope) =>
      input.TablesToDelete.flatMap((name) =>
        onTable('glue:BatchDeleteTable', tablePlace(input, name, scope)),
      ),
    perform(input, scope) {
      scope.databases.require(databasePlace(input, input.DatabaseName, scope))
      const places = uniqueNames(input).map((name) => tablePlace(input, name, scope))
      const rows = places
        .map((place) => scope.tables.find(place))
        .filter((row) => row !== undefined)
      const errors = places
        .filter((place) => !scope.tables.find(place))
        .map(({ table }) => ({ TableName: table, ErrorDetail: entityNotFound('Table not found') }))
      return {
        output: errors.length > 0 ? { Errors: errors } : {},
        changes: rows.flatMap((row) => scope.tables.remove(row)),
      }
    },
  }

const uniqueNames = ({ TablesToDelete }: BatchDeleteTableInput): readonly string[] => [
  ...new Set(TablesToDelete.map((name) => name.toLowerCase())),
]
