import type { Operation } from '../../operation.ts'
import { InvalidInputException } from '../errors.ts'
import type { UpdateDatabaseInput, UpdateDatabaseOutput } from '../model.ts'
import { onDatabase } from '../questions.ts'
import { databaseInput } from '../resources/database-view.ts'
import { databasePlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Replaces what is said of a database. Its name stays.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateDatabase.html
 */
export const UpdateDatabase: Operation<GlueScope, UpdateDatabaseInput, UpdateDatabaseOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onDatabase('glue:UpdateDatabase', databasePlace(input, input.Name, scope)),
  perform(input, scope) {
    const database = scope.databases.require(databasePlace(input, input.Name, scope))
    if (input.DatabaseInput.Name.toLowerCase() !== database.database) {
      // The sentence is ours: AWS's is not known.
      throw InvalidInputException('A database cannot be renamed.')
    }
    const updated = { ...database, input: databaseInput(input.DatabaseInput) }
    return { output: {}, changes: [scope.databases.put(updated)] }
  },
}
