import { SecretBytes } from '../base/secret-bytes.ts'
import type { AccountId } from '../base/account-id.ts'
import type { RootAccessKey } from '../services/iam/api.ts'
import { createAccount, rootAccessKey } from '../services/iam/api.ts'
import { appendUnlessStale, type Store } from '../store/store.ts'
import type { House } from './exchange.ts'
import { rootKeyChecks } from './root-key-check.ts'

export interface RootOfAccount {
  readonly account: AccountId
  readonly accessKeyId: string
  readonly secret: SecretBytes
}

/** Opens the accounts that are not there yet; `fixed` becomes the first one's root access key. */
export async function ensureAccounts(
  house: House,
  accounts: readonly AccountId[],
  fixed: RootAccessKey | undefined,
): Promise<readonly RootOfAccount[]> {
  const roots: RootOfAccount[] = []
  for (const [index, account] of accounts.entries()) {
    const given = index === 0 ? fixed : undefined
    const { accessKeyId, secretAccessKey } = await ensureAccount(house, account, given)
    roots.push({ account, accessKeyId, secret: new SecretBytes(Buffer.from(secretAccessKey)) })
  }
  return roots
}

async function ensureAccount(
  house: House,
  account: AccountId,
  given: RootAccessKey | undefined,
): Promise<RootAccessKey> {
  const existing = rootAccessKey(house.store, house.sealer, account)
  if (existing && (!given || existing.accessKeyId === given.accessKeyId)) return existing
  const created = createAccount(house, account, given)
  await appendUnlessStale(house.store, { changes: created.changes, events: [] })
  return created.rootAccessKey
}

/** Empties everything but the accounts and their root access keys. */
export async function resetToAccounts(
  house: House,
  store: Store,
  roots: readonly RootOfAccount[],
): Promise<void> {
  await store.emptyAllExcept([rootKeyChecks])
  for (const { account, accessKeyId, secret } of roots) {
    const secretAccessKey = secret.use((bytes) => Buffer.from(bytes).toString())
    await ensureAccount(house, account, { accessKeyId, secretAccessKey })
  }
}
