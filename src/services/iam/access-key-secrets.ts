// Secret access keys are sealed at rest and opened when a signature has to be checked.

import { SecretBytes } from '../../base/secret-bytes.ts'
import type { SealBinding, Sealer } from '../../crypto/seal.ts'
import type { AccessKeyRow } from './tables.ts'
import { accessKeys } from './tables.ts'

// An opened secret lives as long as the store keeps the row in its bounded cache.
const opened = new WeakMap<AccessKeyRow, SecretBytes>()

// An access key's secret never changes: there is one generation.
const bindingOf = (accessKeyId: string): SealBinding => ({
  table: accessKeys.name,
  id: accessKeyId,
  generation: 1,
})

export function sealSecret(sealer: Sealer, accessKeyId: string, secretAccessKey: string): string {
  const secret = new SecretBytes(Buffer.from(secretAccessKey, 'utf8'))
  return sealer.seal(secret, bindingOf(accessKeyId))
}

export function openSecret(sealer: Sealer, accessKeyId: string, key: AccessKeyRow): SecretBytes {
  const known = opened.get(key)
  if (known) return known
  const secret = sealer.open(key.sealedSecret, bindingOf(accessKeyId))
  opened.set(key, secret)
  return secret
}
