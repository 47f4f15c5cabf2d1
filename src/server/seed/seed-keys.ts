// KMS keys: the key, then what names and uses it, and its key state last, since little can be
// done to a key that is disabled or about to be deleted.

import { arnOf } from '../../base/arn.ts'
import { type Region, parseRegion } from '../../base/region.ts'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { keyMaterialId } from '../../crypto/symmetric-key.ts'
import type { Seed, SeedKey } from '../../seed/format.ts'
import type { SeedPath } from '../../seed/problem.ts'
import type {
  DescribeKeyOutput,
  KeyMetadata,
  ListResourceTagsOutput,
} from '../../services/kms/model.ts'
import { seedGrants } from './seed-grants.ts'
import { requireAccount } from './seed-accounts.ts'
import type { Seeder, SeedPlaceOfCall } from './seeder.ts'

/** A key as its calls need it. */
export interface KeySubject {
  readonly at: SeedPlaceOfCall
  readonly keyId: string
  readonly arn: string
  readonly path: SeedPath
}

export async function seedKeys(seeder: Seeder, { accounts }: Seed): Promise<void> {
  for (const [id, { regions = {} }] of Object.entries(accounts)) {
    const account = requireAccount(id)
    const primaries = new Set<string>()
    for (const [name, { keys = {} }] of Object.entries(regions)) {
      const path = ['accounts', account, 'regions', name]
      const region = requireRegion(seeder, path, name)
      if (!region) continue
      for (const [keyId, key] of Object.entries(keys)) {
        const arn = arnOf('kms', region, account, `key/${keyId}`)
        const at: SeedPlaceOfCall = { service: 'kms', account, region }
        const subject = { at, keyId, arn, path: [...path, 'keys', keyId] }
        await seedKey(seeder, subject, key, primaries)
      }
    }
  }
}

function requireRegion(seeder: Seeder, path: SeedPath, name: string): Region | undefined {
  const region = parseRegion(name)
  if (!region) seeder.report(path, `\`${name}\` is no Region: write such as us-east-1`)
  return region
}

/** `primaries`: the multi-Region keys of the account that the seed has named before. */
async function seedKey(
  seeder: Seeder,
  subject: KeySubject,
  key: SeedKey,
  primaries: Set<string>,
): Promise<void> {
  const { keyId, path } = subject
  const metadata = await describe(seeder, subject, keyId)
  if (!metadata && primaries.has(keyId)) {
    seeder.report(path, `\`${keyId}\` is in another Region already: a seed makes no replicas`)
    return
  }
  if (isMultiRegion(subject)) primaries.add(keyId)
  const isThere = metadata
    ? await changeKey(seeder, subject, key, metadata)
    : await createKey(seeder, subject, key)
  if (!isThere) return
  await seedAliases(seeder, subject, key.aliases ?? [])
  await seedGrants(seeder, subject, key.grants ?? [])
  await seedState(seeder, subject, key)
}

/** By its key id, or by an alias. */
async function describe(
  seeder: Seeder,
  { at }: KeySubject,
  KeyId: string,
): Promise<KeyMetadata | undefined> {
  const answer = await seeder.ask<DescribeKeyOutput>(at, 'DescribeKey', { KeyId })
  return answer?.KeyMetadata
}

function createKey(seeder: Seeder, subject: KeySubject, key: SeedKey): Promise<boolean> {
  const { description, keySpec, keyUsage, policy, tags, insecureKeyMaterial } = key
  if (!isSymmetric(key) && insecureKeyMaterial !== undefined) {
    const says = `a key of \`${keySpec}\` makes its own key material: leave it out`
    seeder.report([...subject.path, 'insecureKeyMaterial'], says)
    return Promise.resolve(false)
  }
  return act(seeder, subject, 'CreateKey', {
    input: {
      ...(policy !== undefined && { Policy: policy, BypassPolicyLockoutSafetyCheck: true }),
      ...(description !== undefined && { Description: description }),
      ...(isMultiRegion(subject) && { MultiRegion: true }),
      ...(keySpec !== undefined && { KeySpec: keySpec }),
      ...(keyUsage !== undefined && { KeyUsage: keyUsage }),
      ...(tags && { Tags: tagList(tags) }),
    },
    ...(policy !== undefined && { policy }),
    chosen: {
      keyId: subject.keyId,
      ...(insecureKeyMaterial !== undefined && { keyMaterial: materialOf(insecureKeyMaterial) }),
    },
  })
}

/** Its key id says so. */
const isMultiRegion = ({ keyId }: KeySubject): boolean => keyId.startsWith('mrk-')

const isSymmetric = ({ keySpec = 'SYMMETRIC_DEFAULT' }: SeedKey): boolean =>
  keySpec === 'SYMMETRIC_DEFAULT'

const materialOf = (base64: string) => new SecretBytes(Buffer.from(base64, 'base64'))

async function changeKey(
  seeder: Seeder,
  subject: KeySubject,
  key: SeedKey,
  metadata: KeyMetadata,
): Promise<boolean> {
  if (isOtherKind(key, metadata)) {
    const { KeySpec, KeyUsage } = metadata
    const says = `the key is of \`${KeySpec}\` for \`${KeyUsage}\`, which cannot be changed`
    seeder.report(key.keySpec === undefined ? subject.path : [...subject.path, 'keySpec'], says)
    return false
  }
  if (isOtherMaterial(subject, key, metadata)) {
    const says = 'the key has other key material, which cannot be changed'
    seeder.report([...subject.path, 'insecureKeyMaterial'], says)
    return false
  }
  if (!(await leaveDeletion(seeder, subject, key, metadata))) return false
  const { policy, description, tags } = key
  if (policy !== undefined) {
    const input = { KeyId: subject.keyId, Policy: policy, BypassPolicyLockoutSafetyCheck: true }
    const path = [...subject.path, 'policy']
    await act(seeder, subject, 'PutKeyPolicy', { input, path, policy })
  }
  if (description !== undefined && description !== metadata.Description) {
    const input = { KeyId: subject.keyId, Description: description }
    await act(seeder, subject, 'UpdateKeyDescription', { input })
  }
  if (tags) await seedTags(seeder, subject, tags)
  return true
}

/** What is left out is SYMMETRIC_DEFAULT and ENCRYPT_DECRYPT here too. */
function isOtherKind(
  { keySpec = 'SYMMETRIC_DEFAULT', keyUsage = 'ENCRYPT_DECRYPT' }: SeedKey,
  { KeySpec, KeyUsage }: KeyMetadata,
): boolean {
  return keySpec !== KeySpec || keyUsage !== KeyUsage
}

function isOtherMaterial(
  { keyId }: KeySubject,
  { insecureKeyMaterial }: SeedKey,
  { CurrentKeyMaterialId }: KeyMetadata,
): boolean {
  if (insecureKeyMaterial === undefined) return false
  return keyMaterialId(materialOf(insecureKeyMaterial), keyId) !== CurrentKeyMaterialId
}

/** First, for a key that is to live: nothing else can be done to it before. */
async function leaveDeletion(
  seeder: Seeder,
  subject: KeySubject,
  { state }: SeedKey,
  { KeyState }: KeyMetadata,
): Promise<boolean> {
  if (KeyState !== 'PendingDeletion' || !state || state === 'PendingDeletion') return true
  return act(seeder, subject, 'CancelKeyDeletion', { input: { KeyId: subject.keyId } })
}

async function seedTags(
  seeder: Seeder,
  subject: KeySubject,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const input = { KeyId: subject.keyId }
  const listed = await seeder.ask<ListResourceTagsOutput>(subject.at, 'ListResourceTags', input)
  const known = new Map(listed?.Tags?.map(({ TagKey, TagValue }) => [TagKey, TagValue]))
  const wanted = Object.entries(tags).filter(([key, value]) => known.get(key) !== value)
  if (wanted.length === 0) return
  const path = [...subject.path, 'tags']
  const Tags = tagList(Object.fromEntries(wanted))
  await act(seeder, subject, 'TagResource', { input: { ...input, Tags }, path })
}

async function seedAliases(
  seeder: Seeder,
  subject: KeySubject,
  names: readonly string[],
): Promise<void> {
  for (const [index, name] of names.entries()) {
    const target = (await describe(seeder, subject, name))?.KeyId
    if (target === subject.keyId) continue
    await seeder.act(subject.at, {
      operation: target === undefined ? 'CreateAlias' : 'UpdateAlias',
      input: { AliasName: name, TargetKeyId: subject.keyId },
      on: arnOf('kms', subject.at.region, subject.at.account, name),
      path: [...subject.path, 'aliases', index],
    })
  }
}

async function seedState(seeder: Seeder, subject: KeySubject, key: SeedKey): Promise<void> {
  const metadata = await describe(seeder, subject, subject.keyId)
  const KeyId = subject.keyId
  const path = [...subject.path, 'state']
  if (key.state === undefined || metadata?.KeyState === key.state) return
  switch (key.state) {
    case 'Enabled':
      await act(seeder, subject, 'EnableKey', { input: { KeyId }, path })
      return
    case 'Disabled':
      await act(seeder, subject, 'DisableKey', { input: { KeyId }, path })
      return
    case 'PendingDeletion': {
      const days = key.pendingWindowInDays
      const input = { KeyId, ...(days !== undefined && { PendingWindowInDays: days }) }
      await act(seeder, subject, 'ScheduleKeyDeletion', { input, path })
    }
  }
}

/** A call about this key. */
function act(
  seeder: Seeder,
  { at, arn, path }: KeySubject,
  operation: string,
  call: Partial<Parameters<Seeder['act']>[1]> & { readonly input: object },
): Promise<boolean> {
  return seeder.act(at, { operation, on: arn, path, ...call })
}

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }))
