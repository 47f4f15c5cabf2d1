import { requireRootKeyFile } from '../../crypto/root-key.ts'
import type { Sealer } from '../../crypto/seal.ts'
import { createSealer } from '../../crypto/sealer.ts'
import { systemWorld } from '../system-world.ts'

/** The sealer of a data directory that is there; no root key is made for one that is not. */
export const openSealer = (data: string): Sealer =>
  createSealer(requireRootKeyFile(data), systemWorld())
