// The packages for what `node:crypto` lacks. Each is loaded when it is first asked for, which in
// most stacks is never: all of them hold 3 MB.

import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

export const noble = {
  get mlDsa() {
    return load('@noble/post-quantum/ml-dsa.js') as typeof import('@noble/post-quantum/ml-dsa.js')
  },
  get mlKem() {
    return load('@noble/post-quantum/ml-kem.js') as typeof import('@noble/post-quantum/ml-kem.js')
  },
  get nist() {
    return load('@noble/curves/nist.js') as typeof import('@noble/curves/nist.js')
  },
  get secp256k1() {
    return load('@noble/curves/secp256k1.js') as typeof import('@noble/curves/secp256k1.js')
  },
  get ed25519() {
    return load('@noble/curves/ed25519.js') as typeof import('@noble/curves/ed25519.js')
  },
  get edwards() {
    return load(
      '@noble/curves/abstract/edwards.js',
    ) as typeof import('@noble/curves/abstract/edwards.js')
  },
} as const
