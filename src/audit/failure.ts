// What CloudTrail records of a request that failed.

import type { ServiceModel } from '../aws/shapes.ts'

/**
 * The wire's code in CloudTrail's spelling.
 *
 * CloudTrail writes the name of the exception's shape where the wire has a shorter code: IAM
 * answers `NoSuchEntity` and is recorded as `NoSuchEntityException` (GetRole, 2024-10-22).
 */
export function cloudTrailErrorCode(code: string, model?: ServiceModel): string {
  // KMS answers AccessDeniedException; its records say AccessDenied (CreateKey, 2025-02-15).
  if (code === 'AccessDeniedException') return 'AccessDenied'
  const shapes = Object.entries(model?.errors ?? {})
  return shapes.find(([, error]) => error.code === code)?.[0] ?? code
}

/**
 * Whether the record of a failure still says what was asked, and of which resource.
 *
 * Version 1.11 writes `requestParameters: null` and no `resources` for AccessDenied (CreateKey,
 * 2025-02-15) and for NotFoundException (DescribeKey, 2025-02-15): the key is named in the
 * message only. Other failures keep both: KMS's IncorrectKeyException and
 * KMSInvalidStateException in the developer guide, IAM's NoSuchEntityException of 2024-10-22.
 * S3's records of AccessDenied name bucket and key.
 */
export function keepsRequest(errorCode: string, eventSource: string): boolean {
  if (eventSource === 's3.amazonaws.com') return true
  return errorCode !== 'AccessDenied' && errorCode !== 'NotFoundException'
}
