import type { Change } from '../../../store/store.ts'
import type { AthenaScope } from '../scope.ts'
import type { WorkGroupRow } from '../tables.ts'

/** Everything that belongs to a workgroup, as it goes when the workgroup does. */
export function removeContents(group: WorkGroupRow, scope: AthenaScope): readonly Change[] {
  const { executions, namedQueries, preparedStatements } = scope
  return [
    ...[...namedQueries.ofWorkGroup(group.name)].map((row) => namedQueries.remove(row)),
    ...[...preparedStatements.ofWorkGroup(group.name)].map((row) => preparedStatements.remove(row)),
    ...[...executions.ofWorkGroup(group.name)].map((row) => executions.remove(row)),
  ]
}
