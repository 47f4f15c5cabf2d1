// What operations on several things ask, and what they answer of those that are not there.

import type { AwsError } from '../../../aws/errors.ts'
import type { Row } from '../../../store/store.ts'
import type { Question } from '../../operation.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'
import { PRIMARY } from '../tables.ts'

type InWorkGroup = Row<{ readonly workGroup: string }>

/** Every workgroup that something is of; `primary` where nothing is there. */
export function onWorkGroupsOf(
  action: string,
  found: readonly (InWorkGroup | undefined)[],
  scope: AthenaScope,
): readonly Question[] {
  const names = new Set(found.flatMap((row) => (row ? [row.value.workGroup] : [])))
  return [...(names.size === 0 ? [PRIMARY] : names)].map((name) => onWorkGroup(action, name, scope))
}

export const unprocessed = ({ code, message, details }: AwsError) => ({
  ErrorCode: details['AthenaErrorCode'] ?? code,
  ErrorMessage: message,
})
