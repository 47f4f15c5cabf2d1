// A seed of many keys costs as many times one key. Rows are counted, not time.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { pino } from 'pino'
import type { AccountId } from '../../src/base/account-id.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { createSealer } from '../../src/crypto/sealer.ts'
import type { House } from '../../src/server/exchange.ts'
import { registry } from '../../src/server/registry.ts'
import { applySeed } from '../../src/server/seed/apply-seed.ts'
import { signingKeys } from '../../src/server/signing-keys.ts'
import { systemWorld } from '../../src/server/system-world.ts'
import { RequestWatch } from '../../src/server/watch/request-watch.ts'
import type { Store } from '../../src/store/store.ts'
import { newSqlitePlace, openNew } from '../store/place.ts'
import { manyKeys } from './many-keys.ts'
import { seedOf } from './seeds.ts'

const ACCOUNT = '111122223333' as AccountId
const [FEW, MANY] = [20, 160] as const

test('rows read for a key do not grow with the keys of the seed', async (context) => {
  const few = await rowsPerKey(context, FEW)
  const many = await rowsPerKey(context, MANY)
  assert.ok(few.first > 0 && few.again > 0, 'the rows are counted')
  assert.ok(many.first <= 1.5 * few.first, `${few.first}, then ${many.first}`)
  assert.ok(many.again <= 1.5 * few.again, `applied again: ${few.again}, then ${many.again}`)
})

/** Of a new stack, and of one that holds all of the seed. */
async function rowsPerKey(context: TestContext, keys: number) {
  const counted = countRows(await openNew(context, newSqlitePlace))
  const house = houseOver(counted.store)
  const source = seedOf(JSON.stringify(manyKeys(ACCOUNT, keys)))
  const surroundings = {
    accounts: [ACCOUNT],
    rootAccessKey: undefined,
    credentials: { areWritten: true, accessKeyIds: new Map<string, string>(), write: () => {} },
  }
  const apply = async (): Promise<readonly [steps: number, rows: number]> => {
    const before = counted.rows()
    const { length } = await applySeed(house, source, surroundings)
    return [length, (counted.rows() - before) / keys]
  }
  const [steps, first] = await apply()
  assert.equal(steps, 2 * keys, 'a key and an alias each')
  const [noSteps, again] = await apply()
  assert.equal(noSteps, 0)
  return { first, again }
}

/** Counts every read, and every row that a read of several brings. */
function countRows(store: Store) {
  let rows = 0
  const get = store.get.bind(store) as Store['get']
  const page = store.page.bind(store) as Store['page']
  const find = store.find.bind(store) as Store['find']
  const count = <Found extends readonly unknown[]>(found: Found): Found => {
    rows += 1 + found.length
    return found
  }
  store.get = (table, id) => {
    rows += 1
    return get(table, id)
  }
  store.page = (table, request) => count(page(table, request))
  store.find = (table, index, key, request) => count(find(table, index, key, request))
  return { store, rows: () => rows }
}

function houseOver(store: Store): House {
  const world = systemWorld()
  return {
    world,
    store,
    sealer: createSealer(new SecretBytes(new Uint8Array(32)), world),
    services: registry({ lookupEventsPerSecond: undefined }),
    signingKeys: signingKeys(10),
    trailIntervalMs: 5 * 60 * 1000,
    allowsServiceCalls: false,
    requests: new RequestWatch(pino({ level: 'silent' })),
    requestsInFlightMax: 1024,
    accountOpened: () => undefined,
    log: pino({ level: 'silent' }),
  }
}
