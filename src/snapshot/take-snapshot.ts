// What a running stack holds, as a seed: read through the AWS SDK, as anybody could.

import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { REGIONS } from '../base/region.ts'
import { SEED_VERSION, type Seed, type SeedAccount } from '../seed/format.ts'
import { deletedPrincipalsIn } from './deleted-principals.ts'
import { snapshotIdentities } from './identities.ts'
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
  const accounts: [string, SeedAccount][] = []
  const gone = new Set<string>()
  for (const access of accesses) {
    const account = await snapshotAccount(access, { endpoint, notes, now })
    const deletedPrincipals = deletedPrincipalsIn(account).filter((id) => !gone.has(id))
    for (const id of deletedPrincipals) gone.add(id)
    const more = deletedPrincipals.length > 0 ? { deletedPrincipals } : {}
    accounts.push([access.account, { ...account, ...more }])
  }
  return { seed: { sparekey: SEED_VERSION, accounts: Object.fromEntries(accounts) }, notes }
}

async function snapshotAccount(
  { account, credentials }: AccountAccess,
  { endpoint, notes, now }: Pick<KeyWitnesses, 'notes' | 'now'> & { readonly endpoint: string },
): Promise<SeedAccount> {
  const place = { endpoint, credentials }
  const iam = new IAMClient({ ...place, region: 'us-east-1' })
  const identities = await snapshotIdentities(iam, account)
  iam.destroy()
  const regions: [string, { readonly keys: Awaited<ReturnType<typeof snapshotKeys>> }][] = []
  for (const region of REGIONS) {
    const kms = new KMSClient({ ...place, region })
    const cloudtrail = new CloudTrailClient({ ...place, region, maxAttempts: LOOKUP_ATTEMPTS })
    const keys = await snapshotKeys({ kms, cloudtrail, notes, now })
    if (Object.keys(keys).length > 0) regions.push([region, { keys }])
    kms.destroy()
    cloudtrail.destroy()
  }
  return {
    ...identities,
    ...(regions.length > 0 && { regions: Object.fromEntries(regions) }),
  }
}

/** LookupEvents takes two requests a second: the SDK backs off and asks again. */
const LOOKUP_ATTEMPTS = 8
