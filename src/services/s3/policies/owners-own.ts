import { MethodNotAllowed } from '../errors.ts'
import type { S3Scope } from '../scope.ts'

/**
 * The bucket policy is the owner's account's own: whoever is let in from another one is told that
 * it does not work (405), as AWS documents it.
 */
export function requireOwnersOwn(bucket: string, { buckets, account }: S3Scope): void {
  if (buckets.require(bucket).value.account !== account) throw MethodNotAllowed()
}
