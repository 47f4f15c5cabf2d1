import { SecretBytes } from '../base/secret-bytes.ts'
import type { Table } from '../store/store.ts'
import { appendUnlessStale, change } from '../store/store.ts'
import type { House } from './exchange.ts'
import { rootKeyFileOf } from './root-key/root-key-file.ts'
import type { RootKeySource } from './root-key/root-key-source.ts'
import { upkeepFailure } from './upkeep/failures.ts'

interface RootKeyCheck {
  /** Nothing, sealed: it opens under the root key that sealed it and under no other. */
  readonly sealed: string
}

const rootKeyCheckTable: Table<RootKeyCheck> = { name: 'rootKeyCheck' }
const ID = 'root'
const BINDING = { table: rootKeyCheckTable.name, id: ID, generation: 1 }

/** For `emptyAllExcept`: the root key outlives a reset. */
export const rootKeyChecks = rootKeyCheckTable as unknown as Table<never>

/**
 * Throws when the store was made under another root key, before anybody meets a secret that does
 * not open.
 */
export async function requireSameRootKey(
  { store, sealer }: Pick<House, 'store' | 'sealer'>,
  data: string,
  source: RootKeySource | undefined,
): Promise<void> {
  const check = store.get(rootKeyCheckTable, ID)
  if (!check) {
    // INVARIANT: the first row of a new store, so that nothing is ever sealed before it.
    const sealed = sealer.seal(new SecretBytes(new Uint8Array()), BINDING)
    const changes = [change(rootKeyCheckTable, ID, undefined, { sealed })]
    return appendUnlessStale(store, { changes, events: [] })
  }
  try {
    sealer.open(check.value.sealed, BINDING)
  } catch (cause) {
    if (source?.provider === 'env') {
      throw upkeepFailure('otherRootKeyInEnvironment', { name: source.variable, data }, { cause })
    }
    throw upkeepFailure('otherRootKey', { name: rootKeyFileOf(data), data }, { cause })
  }
}
