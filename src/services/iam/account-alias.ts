import type { AccountId } from '../../base/account-id.ts'
import type { Row, StoreView } from '../../store/store.ts'
import type { AccountAliasRow } from './tables.ts'
import { accountAliases } from './tables.ts'

/** The row whose id is the account's alias. */
export function aliasOf(store: StoreView, account: AccountId): Row<AccountAliasRow> | undefined {
  const [alias] = store.find(accountAliases, 'account', account, { limit: 1 })
  return alias
}
