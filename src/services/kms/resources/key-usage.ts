// Whether a key is for what it is to do, and with the algorithm that it is to do it with.

import type { KeyPairSpec } from '../../../crypto/key-pair/specs.ts'
import { InvalidKeyUsageException, ValidationException } from '../errors.ts'
import type { KeyUsageType } from '../model.ts'
import { ALGORITHMS, isKeyPairSpec, isMacSpec, type Algorithms } from './key-specs.ts'
import type { Key } from './keys.ts'

/** Throws for a key of another usage; `operation` is the API's name. */
export function requireUsage(key: Key, usage: KeyUsageType, operation: string): void {
  if (key.keyUsage === usage) return
  throw InvalidKeyUsageException(
    `${key.arn} key usage is ${key.keyUsage} which is not valid for ${operation}.`,
  )
}

/** Throws for an algorithm that keys of this spec do not have. */
export function requireAlgorithm<Usage extends KeyUsageType>(
  key: Key,
  usage: Usage,
  algorithm: NonNullable<Algorithms[Usage]>[number],
): void {
  const known: readonly string[] = ALGORITHMS[key.keySpec][usage] ?? []
  if (known.includes(algorithm)) return
  throw InvalidKeyUsageException(
    `Algorithm ${algorithm} is incompatible with key spec ${key.keySpec}.`,
  )
}

/** The spec of a key that its usage says has a key pair. */
export function keyPairSpecOf({ keyId, keySpec }: Key): KeyPairSpec {
  // INVARIANT: usage and algorithm were held against the key's spec.
  if (!isKeyPairSpec(keySpec)) throw new Error(`key \`${keyId}\` has no key pair`)
  return keySpec
}

/** Throws when an alias cannot go from the one key to the other. */
export function requireAlikeKeys(current: Key, next: Key): void {
  if (current.keyUsage === next.keyUsage && typeOf(current) === typeOf(next)) return
  // The code is AWS's, the sentence ours.
  throw ValidationException(
    `An alias of a KMS key (${typeOf(current)}, key usage ${current.keyUsage}) cannot be changed ` +
      `to another kind of KMS key (${typeOf(next)}, key usage ${next.keyUsage}).`,
  )
}

function typeOf({ keySpec }: Key): 'symmetric' | 'HMAC' | 'asymmetric' {
  if (keySpec === 'SYMMETRIC_DEFAULT') return 'symmetric'
  return isMacSpec(keySpec) ? 'HMAC' : 'asymmetric'
}
