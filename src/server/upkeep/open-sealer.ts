import type { RotatingSealer } from '../../crypto/seal.ts'
import { createSealer } from '../../crypto/sealer.ts'
import { requireRootKeys } from '../root-key/open-root-keys.ts'
import type { RootKeyOptions } from '../root-key/root-key-source.ts'
import { systemWorld } from '../system-world.ts'

/** The sealer of a data directory that is there; no root key is made for one that is not. */
export async function openSealer(data: string, options: RootKeyOptions): Promise<RotatingSealer> {
  const { current, former } = await requireRootKeys({ data, ...options })
  const earlier = former.map(({ rootKey }) => rootKey)
  return createSealer(current.rootKey, systemWorld(), earlier)
}
