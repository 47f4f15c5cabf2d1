import type { Operation } from '../../operation.ts'
import type { CreateDatabaseInput, CreateDatabaseOutput } from '../model.ts'
import { onDatabase, requestTagContext } from '../questions.ts'
import { newDatabase } from '../resources/database-view.ts'
import { databasePlace } from '../resources/place.ts'
import { requireTags } from '../resources/tags.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Makes a database. Its name is folded to lower case.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_CreateDatabase.html
 */
export const CreateDatabase: Operation<GlueScope, CreateDatabaseInput, CreateDatabaseOutput> = {
  readOnly: false,
  questions(input, scope) {
    const place = databasePlace(input, input.DatabaseInput.Name, scope)
    const context = requestTagContext(requireTags(input.Tags))
    const create = onDatabase('glue:CreateDatabase', place, context)
    // A database that is made with tags must also be tagged.
    return input.Tags ? [...create, ...onDatabase('glue:TagResource', place, context)] : create
  },
  perform(input, scope) {
    const place = databasePlace(input, input.DatabaseInput.Name, scope)
    const database = newDatabase(place, input, scope.now)
    return { output: {}, changes: [scope.databases.create(database)] }
  },
}
