import type { AccountId } from '../../base/account-id.ts'
import type { Seed } from '../../seed/format.ts'
import type { PlacedSeed } from '../../seed/read-seed.ts'
import { SeedFailure } from '../../seed/problem.ts'
import type { RootAccessKey } from '../../services/iam/api.ts'
import type { Profile } from '../credentials-file.ts'
import { ensureAccounts } from '../accounts.ts'
import type { House } from '../exchange.ts'
import { buryDeleted, raiseDeleted } from './deleted-principals.ts'
import { seedGroups, seedUsers } from './seed-identities.ts'
import { seedKeys } from './seed-keys.ts'
import { seedPolicies } from './seed-policies.ts'
import { seedRoles } from './seed-roles.ts'
import { requireAccount } from './seed-accounts.ts'
import { type KnownCredentials, Seeder, type SeedStep } from './seeder.ts'
import { appendUnlessStale } from '../../store/store.ts'

/** A seed to apply: what it says, and the name of its file for errors. */
export interface SeedSource extends PlacedSeed {
  readonly file: string
}

/** What the stack is started with besides. */
export interface SeedSurroundings {
  /** Those of the seed among them. */
  readonly accounts: readonly AccountId[]
  readonly rootAccessKey: RootAccessKey | undefined
  readonly credentials: KnownCredentials & { readonly write: (keys: readonly Profile[]) => void }
}

/**
 * Makes the stack hold what the seed says. What the stack has more is left alone.
 *
 * Everything is carried out on a draft first, by the services' own operations. Then it becomes
 * durable in one transaction, with its events; if anything was refused, nothing does. Resolves to
 * what was done: nothing where the stack holds all of it.
 */
export async function applySeed(
  house: House,
  source: SeedSource,
  { accounts, rootAccessKey, credentials }: SeedSurroundings,
): Promise<readonly SeedStep[]> {
  const seeder = new Seeder(house, credentials)
  await ensureAccounts(seeder.house, accounts, rootAccessKey)
  await carryOut(seeder, source)
  if (seeder.problems.length > 0) {
    const placed = seeder.problems.map(({ path, says }) => ({ ...source.placeOf(path), says }))
    throw new SeedFailure(source.file, placed)
  }
  await buryDeleted(seeder, source.seed)
  // Before the rows: a stop in between leaves profiles without keys, which the next start replaces.
  // The other way round nobody would ever learn the secrets.
  credentials.write(seeder.profiles)
  const entry = seeder.draft.entry()
  if (entry.changes.length > 0) await appendUnlessStale(house.store, entry)
  return seeder.steps
}

const accountsOf = ({ accounts }: Seed) =>
  Object.entries(accounts).map(([id, account]) => [requireAccount(id), account] as const)

/** The order is that in which things name each other. */
async function carryOut(seeder: Seeder, { seed }: SeedSource): Promise<void> {
  const accounts = accountsOf(seed)
  await raiseDeleted(seeder, seed)
  for (const [id, { policies = {} }] of accounts) await seedPolicies(seeder, id, policies)
  for (const [id, { groups = {} }] of accounts) await seedGroups(seeder, id, groups)
  for (const [id, { users = {} }] of accounts) await seedUsers(seeder, id, users)
  await seedRoles(seeder, seed)
  await seedKeys(seeder, seed)
}
