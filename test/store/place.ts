import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { openSqliteStore, type SqliteStoreOptions } from '../../src/store/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'

/** Where one store lives: it can be closed and opened again. */
export interface StorePlace {
  open(): Promise<Store>
  remove(): Promise<void>
}

export type NewPlace = () => StorePlace

/** A store in a new place; both are gone when the test is over. */
export async function openNew(context: TestContext, newPlace: NewPlace): Promise<Store> {
  const place = newPlace()
  const store = await place.open()
  context.after(async () => {
    await store.close()
    await place.remove()
  })
  return store
}

export interface SqlitePlace extends StorePlace {
  readonly directory: string
  open(faults?: SqliteStoreOptions['faults']): Promise<Store>
}

export function newSqlitePlace(): SqlitePlace {
  const directory = join(mkdtempSync(join(tmpdir(), 'sparekey-store-')), 'data')
  return {
    directory,
    open: (faults) =>
      openSqliteStore({ directory, world: { randomBytes }, ...(faults && { faults }) }),
    remove: async () => rmSync(dirname(directory), { recursive: true }),
  }
}
