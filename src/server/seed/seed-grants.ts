import { isAccountId } from '../../base/account-id.ts'
import { accountRootArn, parseArn } from '../../base/arn.ts'
import type { SeedGrant } from '../../seed/format.ts'
import type { GrantListEntry, ListGrantsOutput } from '../../services/kms/model.ts'
import { isAlike } from './is-alike.ts'
import type { KeySubject } from './seed-keys.ts'
import { requireAccount } from './seed-accounts.ts'
import type { Seeder } from './seeder.ts'

/** Makes the grants that are not there yet: a grant is the same when all that it says is. */
export async function seedGrants(
  seeder: Seeder,
  subject: KeySubject,
  grants: readonly SeedGrant[],
): Promise<void> {
  if (grants.length === 0) return
  const unmatched = (await grantsOn(seeder, subject)).map((grant) => termsOfEntry(grant))
  for (const [index, grant] of grants.entries()) {
    const wanted = termsOf(grant, subject)
    const found = unmatched.findIndex((known) => isAlike(known, wanted))
    // Each known grant stands for one of the file.
    if (found >= 0) unmatched.splice(found, 1)
    else await createGrant(seeder, subject, grant, index)
  }
}

async function createGrant(
  seeder: Seeder,
  subject: KeySubject,
  grant: SeedGrant,
  index: number,
): Promise<void> {
  const { issuingAccount, name, operations, granteePrincipal, retiringPrincipal } = grant
  const at = issuingAccount
    ? { ...subject.at, account: requireAccount(issuingAccount) }
    : subject.at
  const constraints = constraintsOf(grant)
  await seeder.act(at, {
    operation: 'CreateGrant',
    input: {
      KeyId: subject.arn,
      ...partyInput('Grantee', granteePrincipal),
      ...(retiringPrincipal !== undefined && partyInput('Retiring', retiringPrincipal)),
      Operations: operations,
      ...(name !== undefined && { Name: name }),
      ...(Object.keys(constraints).length > 0 && { Constraints: constraints }),
    },
    on: subject.arn,
    path: [...subject.path, 'grants', index],
  })
}

/** Services have members of their own. */
const partyInput = (role: 'Grantee' | 'Retiring', principal: string) =>
  SERVICE.test(principal)
    ? { [`${role}ServicePrincipal`]: principal }
    : { [`${role}Principal`]: principal }

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com$/

function constraintsOf({ encryptionContextEquals, encryptionContextSubset }: SeedGrant) {
  return {
    ...(encryptionContextEquals && { EncryptionContextEquals: encryptionContextEquals }),
    ...(encryptionContextSubset && { EncryptionContextSubset: encryptionContextSubset }),
  }
}

/** All that a grant says, in one form. */
interface GrantTerms {
  readonly grantee: string | undefined
  readonly retiring: string | undefined
  readonly operations: readonly string[]
  readonly name: string
  readonly constraints: object
  readonly issuingAccount: string
}

function termsOf(grant: SeedGrant, { at }: KeySubject): GrantTerms {
  return {
    grantee: writtenOut(grant.granteePrincipal),
    retiring: grant.retiringPrincipal && writtenOut(grant.retiringPrincipal),
    operations: [...new Set(grant.operations)].toSorted(),
    // KMS lists a grant without a name with an empty one.
    name: grant.name ?? '',
    constraints: constraintsOf(grant),
    issuingAccount: grant.issuingAccount ?? at.account,
  }
}

function termsOfEntry(grant: GrantListEntry): GrantTerms {
  return {
    grantee: grant.GranteePrincipal ?? grant.GranteeServicePrincipal,
    retiring: grant.RetiringPrincipal ?? grant.RetiringServicePrincipal,
    operations: [...(grant.Operations ?? [])].toSorted(),
    name: grant.Name ?? '',
    constraints: grant.Constraints ?? {},
    issuingAccount: parseArn(grant.IssuingAccount ?? '')?.account ?? '',
  }
}

/** KMS writes the short form of an account out. */
const writtenOut = (principal: string): string =>
  isAccountId(principal) ? accountRootArn(principal) : principal

async function grantsOn(
  seeder: Seeder,
  { at, keyId }: KeySubject,
): Promise<readonly GrantListEntry[]> {
  const grants: GrantListEntry[] = []
  for (let Marker: string | undefined, goesOn = true; goesOn;) {
    const input = { KeyId: keyId, Limit: 100, ...(Marker !== undefined && { Marker }) }
    const page = await seeder.ask<ListGrantsOutput>(at, 'ListGrants', input)
    grants.push(...(page?.Grants ?? []))
    Marker = page?.NextMarker
    goesOn = Marker !== undefined
  }
  return grants
}
