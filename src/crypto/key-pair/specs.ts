// The key pairs that there are, by the names that KMS gives them.

export type RsaSpec = 'RSA_2048' | 'RSA_3072' | 'RSA_4096'
/** Curves that ECDSA signs on; the NIST ones also agree on secrets. */
export type CurveSpec = 'ECC_NIST_P256' | 'ECC_NIST_P384' | 'ECC_NIST_P521' | 'ECC_SECG_P256K1'
export type MlDsaSpec = 'ML_DSA_44' | 'ML_DSA_65' | 'ML_DSA_87'
export type MlKemSpec = 'ML_KEM_512' | 'ML_KEM_768' | 'ML_KEM_1024'
export type LatticeSpec = MlDsaSpec | MlKemSpec
export type KeyPairSpec = RsaSpec | CurveSpec | 'ECC_NIST_EDWARDS25519' | LatticeSpec

export const RSA_BITS: Readonly<Record<RsaSpec, number>> = {
  RSA_2048: 2048,
  RSA_3072: 3072,
  RSA_4096: 4096,
}

/** The names of `node:crypto`. */
export const CURVES: Readonly<Record<CurveSpec, string>> = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
  ECC_SECG_P256K1: 'secp256k1',
}

export const isRsa = (spec: KeyPairSpec): spec is RsaSpec => spec in RSA_BITS
export const isCurve = (spec: KeyPairSpec): spec is CurveSpec => spec in CURVES
