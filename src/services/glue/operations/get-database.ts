import type { Operation } from '../../operation.ts'
import type { GetDatabaseInput, GetDatabaseOutput } from '../model.ts'
import { onDatabase } from '../questions.ts'
import { databaseView } from '../resources/database-view.ts'
import { databasePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Describes a database.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabase.html
 */
export const GetDatabase: Operation<GlueScope, GetDatabaseInput, GetDatabaseOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    onDatabase('glue:GetDatabase', databasePlace(input, input.Name, scope)),
  perform(input, scope) {
    const database = scope.databases.require(databasePlace(input, input.Name, scope))
    return { output: { Database: databaseView(database) } }
  },
}
