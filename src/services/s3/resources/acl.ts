// Access control lists. S3 keeps them for what is older than policies; buckets are made without.

import type { AccountId } from '../../../base/account-id.ts'
import type { AclRequest } from '../context-keys.ts'
import {
  AccessControlListNotSupported,
  AccessDenied,
  InvalidBucketAclWithObjectOwnership,
  NotImplemented,
} from '../errors.ts'
import type { GetBucketAclOutput, ObjectOwnership, PutBucketAclInput } from '../model.ts'
import { ownerOf } from './listing.ts'

/** What an ACL says where there are none: the owner may do everything. */
export function ownersAcl(account: AccountId): GetBucketAclOutput {
  const Owner = ownerOf(account)
  const Grantee = { ...Owner, Type: 'CanonicalUser' } as const
  return { Owner, Grants: [{ Grantee, Permission: 'FULL_CONTROL' }] }
}

const grantsOf = (request: AclRequest) =>
  [request.GrantFullControl, request.GrantRead, request.GrantReadACP]
    .concat([request.GrantWrite, request.GrantWriteACP])
    .filter((grant) => grant !== undefined)

export const namesAcl = (request: AclRequest): boolean =>
  request.ACL !== undefined || grantsOf(request).length > 0

/** `private` says of a new bucket what would hold without it. */
export function requireNewBucketAcl(request: AclRequest, ownership: ObjectOwnership): void {
  const isPrivate = grantsOf(request).length === 0 && (request.ACL ?? 'private') === 'private'
  if (isPrivate) return
  if (ownership === 'BucketOwnerEnforced') throw InvalidBucketAclWithObjectOwnership()
  throw NotImplemented()
}

/**
 * Objects have none, as in every bucket made since 2023: the bucket's owner owns what is in it. The
 * one that says just that is accepted, because writers of logs send it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function requireObjectAcl(request: AclRequest): void {
  const says = request.ACL ?? 'bucket-owner-full-control'
  if (says === 'bucket-owner-full-control' && grantsOf(request).length === 0) return
  throw AccessControlListNotSupported()
}

/**
 * Refuses every ACL but `private`, which changes nothing.
 *
 * UNLIKE AWS: of a bucket whose object ownership allows ACLs none can be set that grants anything:
 * S3 advises against them, and bucket policies say the same.
 */
export function requireSettableAcl(
  request: AclRequest & Pick<PutBucketAclInput, 'AccessControlPolicy'>,
  ownership: ObjectOwnership | undefined,
  blocksPublicAcls: boolean,
): void {
  if (ownership === 'BucketOwnerEnforced') throw AccessControlListNotSupported()
  if (blocksPublicAcls && /^(?:public-|authenticated-)/.test(request.ACL ?? '')) {
    throw AccessDenied()
  }
  if (request.ACL !== 'private' || grantsOf(request).length > 0) throw NotImplemented()
}
