import { hkdfSync } from 'node:crypto'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'

/** Fresh key material of a symmetric encryption key: AES-256. */
export const newSymmetricKey = (world: World): SecretBytes => new SecretBytes(world.randomBytes(32))

/**
 * The public name of key material: 64 hexadecimal digits that the key id and the material
 * determine, and that tell nothing about the material.
 */
export function keyMaterialId(material: SecretBytes, keyId: string): string {
  const id = material.use((bytes) =>
    hkdfSync('sha256', bytes, keyId, 'sparekey/key-material-id/v1', 32),
  )
  return Buffer.from(id).toString('hex')
}
