import type { Operation } from '../../operation.ts'
import type { DeleteDatabaseInput, DeleteDatabaseOutput } from '../model.ts'
import { onWholeDatabase } from '../questions.ts'
import { databasePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Deletes a database with its tables and their partitions. Data stays where it is.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteDatabase.html
 */
export const DeleteDatabase: Operation<GlueScope, DeleteDatabaseInput, DeleteDatabaseOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onWholeDatabase('glue:DeleteDatabase', databasePlace(input, input.Name, scope)),
  perform(input, scope) {
    const database = scope.databases.require(databasePlace(input, input.Name, scope))
    return { output: {}, changes: scope.databases.remove(database) }
  },
}
