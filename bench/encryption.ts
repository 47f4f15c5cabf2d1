import { SecretBytes } from '../src/base/secret-bytes.ts'
import { sealBlob } from '../src/crypto/ciphertext-blob.ts'
import { newSymmetricKey } from '../src/crypto/symmetric-key.ts'
import { systemWorld } from '../src/server/system-world.ts'

/** Seals 256 bytes under a key with an encryption context, as Encrypt does. */
export function encryption(): () => unknown {
  const world = systemWorld()
  const material = newSymmetricKey(world)
  const plaintext = new SecretBytes(world.randomBytes(256))
  const key = { account: '111122223333', region: 'us-east-1', keyId: world.uuid(), generation: 1 }
  return () => sealBlob(material, key, plaintext, { tenant: 'example' }, world)
}
