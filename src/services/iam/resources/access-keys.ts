// Access keys of users and of the root user. The secret is in an answer once: when it is made.

import type { Change, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { accessKeySecrets } from '../access-key-secrets.ts'
import { newAccessKeyId, newSecretAccessKey } from '../entity-ids.ts'
import { NoSuchEntity } from '../errors.ts'
import { eachRow } from '../paging.ts'
import type { AccessKeyRow } from '../tables.ts'
import { accessKeyOwner, accessKeys } from '../tables.ts'

/** A user's name; undefined is the root user. */
export type KeyOwner = string | undefined

export interface AccessKeys {
  /** In the order of their ids. */
  readonly ownedBy: (owner: KeyOwner, after?: string) => IteratorObject<Row<AccessKeyRow>>
  /** Only a key of this owner. */
  readonly require: (owner: KeyOwner, accessKeyId: string) => Row<AccessKeyRow>
  /** Of whichever owner in the account. */
  readonly find: (accessKeyId: string) => Row<AccessKeyRow> | undefined
  readonly make: (owner: KeyOwner) => NewAccessKey
  readonly put: (current: Row<AccessKeyRow>, value: AccessKeyRow) => Change
  readonly remove: (current: Row<AccessKeyRow>) => Change
}

export interface NewAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly row: AccessKeyRow
  readonly change: Change
}

export function accessKeysOf(request: RequestScope): AccessKeys {
  const { store, account, world, sealer, now, chosen = {} } = request
  return {
    ownedBy: (owner, after) =>
      eachRow(
        (request) => store.find(accessKeys, 'owner', accessKeyOwner(account, owner), request),
        after,
      ),
    find(accessKeyId) {
      const row = store.get(accessKeys, accessKeyId)
      return row?.value.account === account ? row : undefined
    },
    require(owner, accessKeyId) {
      const row = store.get(accessKeys, accessKeyId)
      const isTheirs =
        row &&
        accessKeyOwner(row.value.account, row.value.userName) === accessKeyOwner(account, owner)
      if (!isTheirs) throw noSuchKey(accessKeyId)
      return row
    },
    make(owner) {
      const accessKeyId = chosen.accessKeyId ?? newAccessKeyId(world, 'AKIA', account)
      const secretAccessKey = chosen.secretAccessKey ?? newSecretAccessKey(world)
      const row: AccessKeyRow = {
        account,
        ...(owner !== undefined && { userName: owner }),
        status: 'Active',
        createdAt: now.toISOString(),
        sealedSecret: accessKeySecrets.seal(sealer, accessKeyId, secretAccessKey),
      }
      return {
        accessKeyId,
        secretAccessKey,
        row,
        change: change(accessKeys, accessKeyId, undefined, row),
      }
    },
    put: (current, value) => change(accessKeys, current.id, current, value),
    remove: (current) => change(accessKeys, current.id, current, undefined),
  }
}

export const noSuchKey = (accessKeyId: string) =>
  NoSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`)
