// What is known by its ARN alone: MFA devices and identity providers of the caller's account.

import type { AccountId } from '../../../base/account-id.ts'
import type { AwsError } from '../../../aws/errors.ts'
import type { ContextValue } from '../../../policy/index.ts'
import type { Change, Row, StoreView, Table } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { Question } from '../../operation.ts'
import { resourceTagContext } from '../context-keys.ts'
import { NoSuchEntity } from '../errors.ts'
import { eachRow } from '../paging.ts'
import type { MfaDeviceRow, OidcProviderRow, SamlProviderRow, Tag } from '../tables.ts'
import { mfaDevices, oidcProviders, samlProviders } from '../tables.ts'

type Context = Readonly<Record<string, ContextValue>>

export interface ArnRows<Value> {
  readonly find: (arn: string) => Row<Value> | undefined
  readonly require: (arn: string) => Row<Value>
  /** May the caller do `action` to the one of this ARN? Asked of missing ones as well. */
  readonly question: (action: string, arn: string, context?: Context) => Question
  readonly make: (arn: string, value: Value) => Change
  readonly put: (current: Row<Value>, value: Value) => Change
  readonly remove: (current: Row<Value>) => Change
  /** In the order of ARNs. */
  readonly all: (after?: string) => IteratorObject<Row<Value>>
}

export const mfaDevicesOf = (store: StoreView, account: AccountId): ArnRows<MfaDeviceRow> =>
  arnRowsOf(mfaDevices, store, account, (arn) =>
    NoSuchEntity(`VirtualMFADevice with serial number ${arn} doesn't exist.`),
  )

export const oidcProvidersOf = (store: StoreView, account: AccountId): ArnRows<OidcProviderRow> =>
  arnRowsOf(oidcProviders, store, account, (arn) =>
    NoSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`),
  )

export const samlProvidersOf = (store: StoreView, account: AccountId): ArnRows<SamlProviderRow> =>
  arnRowsOf(samlProviders, store, account, (arn) =>
    NoSuchEntity(`Manifest not found for arn ${arn}`),
  )

function arnRowsOf<Value extends { readonly account: AccountId; readonly tags: readonly Tag[] }>(
  table: Table<Value>,
  store: StoreView,
  account: AccountId,
  notFound: (arn: string) => AwsError,
): ArnRows<Value> {
  const prefix = `arn:aws:iam::${account}:`
  const find = (arn: string) => {
    const row = store.get(table, arn)
    return row?.value.account === account ? row : undefined
  }
  return {
    find,
    require(arn) {
      const row = find(arn)
      if (!row) throw notFound(arn)
      return row
    },
    question: (action, arn, context = {}) => ({
      action,
      resource: { arn, account },
      context: { ...resourceTagContext(find(arn)?.value.tags ?? []), ...context },
    }),
    make: (arn, value) => change(table, arn, undefined, value),
    put: (current, value) => change(table, current.id, current, value),
    remove: (current) => change(table, current.id, current, undefined),
    all: (after) => eachRow((request) => store.page(table, { ...request, prefix }), after),
  }
}
