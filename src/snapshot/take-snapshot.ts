// What a running stack holds, as a seed: read through the AWS SDK, as anybody could.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { REGIONS } from '../base/region.ts'
import { SEED_VERSION, type Seed, type SeedAccount, type SeedKey } from '../seed/format.ts'
import { deletedPrincipalsIn } from './deleted-principals.ts'
import { type Identities, snapshotIdentities } from './identities.ts'
import { type KeyWitnesses, snapshotKeys } from './keys.ts'

export interface AccountAccess {
  readonly account: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

export interface Snapshot {
  readonly seed: Seed
  /** What is not in it, or not for certain, and why. */
  readonly notes: readonly string[]
}

/** Reads the accounts, each with its credentials: the root user's see the most. */
export async function takeSnapshot(
  endpoint: string,
  accesses: readonly AccountAccess[],
  now: Date,
): Promise<Snapshot> {
  const notes: string[] = []
  const living = new Map<string, Date>()
  const identities = new Map<string, Identities>()
  for (const access of accesses) {
    const iam = new IAMClient({ endpoint, credentials: access.credentials, region: 'us-east-1' })
    identities.set(access.account, await snapshotIdentities(iam, access.account, living))
    iam.destroy()
  }
  const accounts: [string, SeedAccount][] = []
  const gone = new Set<string>()
  for (const access of accesses) {
    const regions = await snapshotRegions(endpoint, access, { notes, now, living })
    const account = { ...identities.get(access.account), ...regions }
    const deletedPrincipals = deletedPrincipalsIn(account).filter((id) => !gone.has(id))
    for (const id of deletedPrincipals) gone.add(id)
    const more = deletedPrincipals.length > 0 ? { deletedPrincipals } : {}
    accounts.push([access.account, { ...account, ...more }])
  }
  return { seed: { sparekey: SEED_VERSION, accounts: Object.fromEntries(accounts) }, notes }
}

async function snapshotRegions(
  endpoint: string,
  { credentials }: AccountAccess,
  known: Pick<KeyWitnesses, 'notes' | 'now' | 'living'>,
): Promise<Pick<SeedAccount, 'regions'>> {
  const regions: [string, { readonly keys: Readonly<Record<string, SeedKey>> }][] = []
  for (const region of REGIONS) {
    const place = { endpoint, credentials, region }
    const kms = new KMSClient(place)
    const cloudtrail = new CloudTrailClient({ ...place, maxAttempts: LOOKUP_ATTEMPTS })
    const keys = await snapshotKeys({ kms, cloudtrail, ...known })
    if (Object.keys(keys).length > 0) regions.push([region, { keys }])
    kms.destroy()
    cloudtrail.destroy()
  }
  return regions.length > 0 ? { regions: Object.fromEntries(regions) } : {}
}

/** LookupEvents takes two requests a second: the SDK backs off and asks again. */
const LOOKUP_ATTEMPTS = 8
