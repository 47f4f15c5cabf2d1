// Secret access keys are sealed at rest, and opened when a signature has to be checked.

import { SecretBytes } from '../../base/secret-bytes.ts'
import type { SealBinding, Sealer } from '../../crypto/seal.ts'
import type { Table } from '../../store/store.ts'

export interface CredentialSecrets<Value> {
  /** The text for the row of this access key id. */
  readonly seal: (sealer: Sealer, accessKeyId: string, secretAccessKey: string) => string
  readonly open: (sealer: Sealer, accessKeyId: string, row: Value) => SecretBytes
}

/** For a table whose rows, by access key id, hold a sealed secret access key each. */
export function credentialSecrets<Value extends { readonly sealedSecret: string }>(
  table: Table<Value>,
): CredentialSecrets<Value> {
  // An opened secret lives as long as the store keeps the row in its bounded cache.
  const opened = new WeakMap<Value, SecretBytes>()
  // A secret access key never changes: there is one generation.
  const bindingOf = (id: string): SealBinding => ({ table: table.name, id, generation: 1 })
  return {
    seal: (sealer, accessKeyId, secretAccessKey) =>
      sealer.seal(new SecretBytes(Buffer.from(secretAccessKey, 'utf8')), bindingOf(accessKeyId)),
    open(sealer, accessKeyId, row) {
      const known = opened.get(row)
      if (known) return known
      const secret = sealer.open(row.sealedSecret, bindingOf(accessKeyId))
      opened.set(row, secret)
      return secret
    },
  }
}
