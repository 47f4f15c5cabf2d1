import { accountRootArn } from '../../../base/arn.ts'
import type { GrantListEntry } from '../model.ts'
import type { Directory } from '../policies/bound-principal.ts'
import { readablePrincipal } from '../policies/bound-principal.ts'
import type { GrantParty, GrantRow } from '../tables.ts'
import { keyArn } from './key-id.ts'

/** A grant as lists show it: never with a token. */
export function grantEntry(grant: GrantRow, directory: Directory): GrantListEntry {
  return {
    KeyId: keyArn(grant),
    GrantId: grant.grantId,
    Name: grant.name ?? '',
    CreationDate: new Date(grant.createdAt),
    ...partyMember('Grantee', grant.grantee, directory),
    ...(grant.retiring && partyMember('Retiring', grant.retiring, directory)),
    IssuingAccount: accountRootArn(grant.issuingAccount),
    Operations: grant.operations,
    ...(grant.constraints && { Constraints: grant.constraints }),
  }
}

const partyMember = (
  role: 'Grantee' | 'Retiring',
  { kind, id }: GrantParty,
  directory: Directory,
) =>
  kind === 'service'
    ? { [`${role}ServicePrincipal`]: id }
    : { [`${role}Principal`]: readablePrincipal(id, directory) }
