import type { Operation } from '../../operation.ts'
import type { UpdateTableInput, UpdateTableOutput } from '../model.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import { redescribed, requireTableInput } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Replaces what is said of a table, and keeps what it was among its versions.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html
 */
export const UpdateTable: Operation<GlueScope, UpdateTableInput, UpdateTableOutput> = {
  readOnly: false,
  questions: (input, scope) =>
    onTable('glue:UpdateTable', tablePlace(input, requireTableInput(input).Name, scope)),
  perform(input, scope) {
    const described = requireTableInput(input)
    const row = scope.tables.requireIn(tablePlace(input, described.Name, scope), scope.databases)
    const changes = scope.tables.update(row, redescribed(row.value, described, scope.now), {
      keepsOld: input.SkipArchive !== true,
      version: input.VersionId,
    })
    return { output: {}, changes }
  },
}
