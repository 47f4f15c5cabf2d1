import { AccessControlListNotSupported } from '../errors.ts'

export interface AclInput {
  readonly ACL?: string | undefined
  readonly GrantFullControl?: string | undefined
  readonly GrantRead?: string | undefined
  readonly GrantReadACP?: string | undefined
  readonly GrantWrite?: string | undefined
  readonly GrantWriteACP?: string | undefined
}

const ACCEPTED: readonly unknown[] = [undefined, 'bucket-owner-full-control']

/**
 * ACLs are disabled, as in every bucket made since 2023: the bucket's owner owns what is in it. The
 * one that says just that is accepted, because writers of logs send it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function requireAcceptedAcl(input: AclInput): void {
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = input
  const grants = [GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP]
  const isGranting = grants.some((grant) => grant !== undefined)
  if (isGranting || !ACCEPTED.includes(input.ACL)) throw AccessControlListNotSupported()
}
