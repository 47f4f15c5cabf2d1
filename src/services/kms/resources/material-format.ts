// What imported key material must be, by the key's spec.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { keyPairIn } from '../../../crypto/key-pair/imported.ts'
import type { KeySpec } from '../model.ts'
import { isKeyPairSpec } from './key-specs.ts'

/** Raw bytes, so many of them. */
const RAW_BYTES: Readonly<Partial<Record<KeySpec, number>>> = {
  SYMMETRIC_DEFAULT: 32,
  HMAC_224: 28,
  HMAC_256: 32,
  HMAC_384: 48,
  HMAC_512: 64,
}

/**
 * The material as it is kept: raw bytes of the right length as they are, and a private key of the
 * spec, given in DER, PKCS #8, in one form of the several that there are. Undefined for anything
 * else.
 *
 * AWS says of GetParametersForImport that all types of keys are supported. How it wants keys of
 * Ed25519, ML-DSA and ML-KEM is not documented: these are the forms of RFC 8410, 9881 and 9935.
 */
export function materialOf(spec: KeySpec, given: SecretBytes): SecretBytes | undefined {
  if (isKeyPairSpec(spec)) return given.use((bytes) => keyPairIn(spec, bytes))
  return given.use(({ length }) => length === RAW_BYTES[spec]) ? given : undefined
}
