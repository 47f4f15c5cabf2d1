import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '../../../base/account-id.ts'
import type { Region } from '../../../base/region.ts'
import type { Row, StoreView, Table } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GrantCountRow } from '../tables.ts'
import { grantCounts, keyRowId } from '../tables.ts'
import type { GrantTerms } from './grants.ts'
import { Grants } from './grants.ts'

const key = {
  account: '111122223333' as AccountId,
  region: 'us-east-1' as Region,
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
}
const terms: GrantTerms = {
  grantee: { kind: 'principal', id: 'AIDAAAAAAAAAAAAAAAAAA' },
  operations: ['Decrypt'],
}

/** The grants of a key that has so many already; only their number is ever read. */
function grantsOfKeyWith(usage: number): Grants {
  const count: Row<GrantCountRow> = { id: keyRowId(key), version: 1, value: { grants: usage } }
  const get = (table: Table<unknown>) => (table.name === grantCounts.name ? count : undefined)
  const world = {
    now: () => new Date(0),
    randomBytes: (size: number) => Buffer.alloc(size),
    uuid: () => key.keyId,
  }
  const store = { get } as unknown as StoreView
  return new Grants({ ...key, store, world, now: new Date(0) } as unknown as RequestScope)
}

test('a key has at most 50,000 grants', () => {
  assert.equal(limits.grantsPerKeyMax, 50_000)
  const { changes } = grantsOfKeyWith(limits.grantsPerKeyMax - 1).create(key, terms)
  assert.deepEqual(changes.at(-1)?.value, { grants: 50_000 })
  assert.throws(() => grantsOfKeyWith(limits.grantsPerKeyMax).create(key, terms), {
    code: 'LimitExceededException',
  })
})
