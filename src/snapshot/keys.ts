import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type GrantListEntry,
  type KeyMetadata,
  type KMSClient,
  paginateListAliases,
  paginateListGrants,
  paginateListKeys,
  paginateListResourceTags,
} from '@aws-sdk/client-kms'
import { parseArn } from '../base/arn.ts'
import { dayMs } from '../base/sizes.ts'
import type { SeedGrant, SeedKey } from '../seed/format.ts'
import { kindOf, recordedKey } from './recorded-key.ts'

/** Who is asked about the keys of one account and Region, and where doubts are noted. */
export interface KeyWitnesses {
  readonly kms: KMSClient
  readonly cloudtrail: CloudTrailClient
  readonly notes: string[]
  readonly now: Date
  /** By ARN: the users and roles that are there, and since when. */
  readonly living: ReadonlyMap<string, Date>
}

/** The customer managed keys of one account and Region, by key id. */
export async function snapshotKeys(
  witnesses: KeyWitnesses,
): Promise<Readonly<Record<string, SeedKey>>> {
  const { kms } = witnesses
  const aliases = await aliasesByKey(kms)
  const keys: [string, SeedKey][] = []
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId = '', KeyArn = '' } of Keys) {
      const key = await snapshotKey(witnesses, KeyId, KeyArn)
      const names = aliases.get(KeyId) ?? []
      if (key) keys.push([KeyId, { ...key, ...(names.length > 0 && { aliases: names }) }])
    }
  }
  return Object.fromEntries(keys)
}

/** Undefined: a service's own key, which services make, a replica, or nothing is known. */
async function snapshotKey(
  witnesses: KeyWitnesses,
  KeyId: string,
  arn: string,
): Promise<SeedKey | undefined> {
  const { kms, notes, now } = witnesses
  const described = await unlessRefused(kms.send(new DescribeKeyCommand({ KeyId })))
  const metadata = described?.KeyMetadata
  if (metadata && isLeftOut(metadata, witnesses)) return undefined
  const read = await unlessRefused(kms.send(new GetKeyPolicyCommand({ KeyId })))
  const recorded = metadata && read ? {} : await recordedKey(witnesses, arn)
  if (!recorded) return undefined
  const hanging = await hangingOn(witnesses, KeyId, arn)
  if (metadata) notes.push(...lossesOf(metadata).map((loss) => `${arn}: ${loss}`))
  return {
    ...recorded,
    ...(metadata && settingsOf(metadata, now)),
    ...(read?.Policy !== undefined && { policy: read.Policy }),
    ...hanging,
  }
}

async function hangingOn(
  { kms, notes }: KeyWitnesses,
  KeyId: string,
  arn: string,
): Promise<Pick<SeedKey, 'tags' | 'grants'>> {
  const tags = await unlessRefused(tagsOf(kms, KeyId))
  const grants = await unlessRefused(grantsOf(kms, KeyId))
  if (!grants) notes.push(`${arn}: its grants may not be listed, and are not here`)
  return {
    ...(tags && Object.keys(tags).length > 0 && { tags }),
    ...(grants && grants.length > 0 && { grants }),
  }
}

const refusals = new Set(['AccessDeniedException', 'AccessDenied'])

/** A refusal is an answer as well: a key may be locked to whoever takes the snapshot. */
async function unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof Error && refusals.has(thrown.name)) return undefined
    throw thrown
  }
}

function isLeftOut(metadata: KeyMetadata, { notes }: KeyWitnesses): boolean {
  const { Arn, KeyManager, MultiRegionConfiguration } = metadata
  if (MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA') {
    notes.push(`${Arn}: it is a replica, which a seed does not make: it is not here`)
    return true
  }
  return KeyManager === 'AWS'
}

/** What a seed cannot say of a key. */
function lossesOf(metadata: KeyMetadata): readonly string[] {
  const { Origin, KeyState } = metadata
  const isOwn = Origin === undefined || Origin === 'AWS_KMS'
  const isWaiting = KeyState === 'PendingImport' || KeyState === 'Unavailable'
  return [
    ...(isOwn ? [] : [`its origin is ${Origin}; here its key material is KMS's own`]),
    ...(isWaiting ? [`it is ${KeyState}; here it is Enabled`] : []),
  ]
}

function settingsOf(metadata: KeyMetadata, now: Date): SeedKey {
  const { Description, KeySpec, KeyUsage, KeyState, DeletionDate } = metadata
  const { PendingDeletionWindowInDays } = metadata
  const described = {
    ...(Description ? { description: Description } : {}),
    ...kindOf(KeySpec, KeyUsage),
  }
  switch (KeyState) {
    case 'Disabled':
      return { ...described, state: 'Disabled' }
    case 'PendingDeletion':
      return { ...described, state: 'PendingDeletion', ...windowUntil(DeletionDate, now) }
    case 'PendingReplicaDeletion':
      return {
        ...described,
        state: 'PendingDeletion',
        ...(PendingDeletionWindowInDays !== undefined && {
          pendingWindowInDays: PendingDeletionWindowInDays,
        }),
      }
    default:
      return described
  }
}

/** What is left of the pending window, as far as a new one can be as short. */
function windowUntil(deletion: Date | undefined, now: Date): Pick<SeedKey, 'pendingWindowInDays'> {
  if (!deletion) return {}
  const days = Math.ceil((deletion.getTime() - now.getTime()) / dayMs)
  return { pendingWindowInDays: Math.min(30, Math.max(7, days)) }
}

async function aliasesByKey(kms: KMSClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const byKey = new Map<string, string[]>()
  for await (const { Aliases = [] } of paginateListAliases({ client: kms }, {})) {
    for (const { AliasName = '', TargetKeyId } of Aliases) {
      if (TargetKeyId === undefined) continue
      byKey.set(TargetKeyId, [...(byKey.get(TargetKeyId) ?? []), AliasName])
    }
  }
  return byKey
}

async function tagsOf(kms: KMSClient, KeyId: string): Promise<Readonly<Record<string, string>>> {
  const tags: [string, string][] = []
  for await (const { Tags = [] } of paginateListResourceTags({ client: kms }, { KeyId })) {
    tags.push(...Tags.map(({ TagKey = '', TagValue = '' }): [string, string] => [TagKey, TagValue]))
  }
  return Object.fromEntries(tags)
}

async function grantsOf(kms: KMSClient, KeyId: string): Promise<readonly SeedGrant[]> {
  const grants: SeedGrant[] = []
  for await (const page of paginateListGrants({ client: kms }, { KeyId })) {
    grants.push(...(page.Grants ?? []).map(seedGrant))
  }
  return grants
}

function seedGrant(entry: GrantListEntry): SeedGrant {
  const { Name, Operations = [] } = entry
  const retiring = entry.RetiringPrincipal ?? entry.RetiringServicePrincipal
  const issuer = parseArn(entry.IssuingAccount ?? '')?.account
  const owner = parseArn(entry.KeyId ?? '')?.account
  return {
    granteePrincipal: entry.GranteePrincipal ?? entry.GranteeServicePrincipal ?? '',
    ...(retiring !== undefined && { retiringPrincipal: retiring }),
    operations: Operations,
    ...(Name && { name: Name }),
    ...constraintsOf(entry),
    ...(issuer !== undefined && issuer !== owner && { issuingAccount: issuer }),
  }
}

function constraintsOf({ Constraints = {} }: GrantListEntry) {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = Constraints
  return {
    ...(equals && { encryptionContextEquals: equals }),
    ...(subset && { encryptionContextSubset: subset }),
  }
}
