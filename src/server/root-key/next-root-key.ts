// A new root key on its way to the stack, sealed under the one that it replaces.

import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { Sealer } from '../../crypto/seal.ts'

const BINDING = { table: 'root-key', id: 'next', generation: 1 }

export const sealNextRootKey = (rootKey: SecretBytes, under: Sealer): string =>
  under.seal(rootKey, BINDING)

/** Undefined: whoever sealed it does not hold the root key. */
export function openNextRootKey(sealed: string, sealer: Sealer): SecretBytes | undefined {
  try {
    return sealer.open(sealed, BINDING)
  } catch {
    return undefined
  }
}
