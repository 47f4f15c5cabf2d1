// The packages for what `node:crypto` lacks. Each is loaded when it is first asked for, which in
// most stacks is never: all of them hold 3 MB.

import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

type Edwards = typeof import('@noble/curves/abstract/edwards.js')
type Ed25519 = typeof import('@noble/curves/ed25519.js')
type Nist = typeof import('@noble/curves/nist.js')
type Secp256k1 = typeof import('@noble/curves/secp256k1.js')
type MlDsa = typeof import('@noble/post-quantum/ml-dsa.js')
type MlKem = typeof import('@noble/post-quantum/ml-kem.js')

export const noble = {
  edwards: () => load('@noble/curves/abstract/edwards.js') as Edwards,
  ed25519: () => load('@noble/curves/ed25519.js') as Ed25519,
  nist: () => load('@noble/curves/nist.js') as Nist,
  secp256k1: () => load('@noble/curves/secp256k1.js') as Secp256k1,
  mlDsa: () => load('@noble/post-quantum/ml-dsa.js') as MlDsa,
  mlKem: () => load('@noble/post-quantum/ml-kem.js') as MlKem,
} as const
