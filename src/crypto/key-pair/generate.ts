import { generateKeyPair as generate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import { isLattice, latticePublicKey, newLatticeKey } from './lattice-key.ts'
import { pairOf } from './private-key.ts'
import { CURVES, isCurve, isRsa, type KeyPairSpec, RSA_BITS } from './specs.ts'

const generated = promisify(generate) as unknown as (
  type: string,
  options: object,
) => Promise<{ readonly privateKey: KeyObject }>

/**
 * One after another: each takes a thread of the pool that files are read with as well, and an RSA
 * pair takes it for long.
 */
let last: Promise<unknown> = Promise.resolve()

/** A fresh key pair as PKCS#8, DER. The event loop goes on meanwhile. */
export function newKeyPair(spec: KeyPairSpec, world: World): Promise<SecretBytes> {
  if (isLattice(spec)) return Promise.resolve(newLatticeKey(spec, world))
  const pair = last.then(() => generated(...parameters(spec)))
  last = pair.catch(() => undefined)
  return pair.then(
    ({ privateKey }) => new SecretBytes(privateKey.export({ format: 'der', type: 'pkcs8' })),
  )
}

function parameters(spec: Exclude<KeyPairSpec, `ML_${string}`>): [type: string, options: object] {
  if (isRsa(spec)) return ['rsa', { modulusLength: RSA_BITS[spec] }]
  if (isCurve(spec)) return ['ec', { namedCurve: CURVES[spec] }]
  return ['ed25519', {}]
}

/** The public half as SubjectPublicKeyInfo, DER. */
export function publicKeyOf(spec: KeyPairSpec, pkcs8: SecretBytes): Uint8Array {
  if (isLattice(spec)) return latticePublicKey(spec, pkcs8)
  return pairOf(pkcs8).publicKey.export({ format: 'der', type: 'spki' })
}
