// What operations on several things answer of those that failed.

import type { AwsError } from '../../../aws/errors.ts'
import type { BatchCreatePartitionOutput, ErrorDetail } from '../model.ts'

export const entityNotFound = (message: string): ErrorDetail => ({
  ErrorCode: 'EntityNotFoundException',
  ErrorMessage: message,
})

/** No member at all where nothing failed. */
export function partitionErrors(
  failed: readonly (readonly string[])[],
  { code, message }: AwsError,
): BatchCreatePartitionOutput {
  if (failed.length === 0) return {}
  const ErrorDetail = { ErrorCode: code, ErrorMessage: message }
  return { Errors: failed.map((PartitionValues) => ({ PartitionValues, ErrorDetail })) }
}
