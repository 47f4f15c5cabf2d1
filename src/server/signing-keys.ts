import type { SecretBytes } from '../base/secret-bytes.ts'
import type { Claim } from '../aws/sigv4/claim.ts'
import { signingKey } from '../aws/sigv4/verify-signature.ts'

/** Signing keys are good for a day; deriving one costs four HMACs, so they are kept. */
export interface SigningKeys {
  readonly of: (claim: Claim, secretAccessKey: SecretBytes) => SecretBytes
}

export function signingKeys(cachedMax: number): SigningKeys {
  let keys = new Map<string, { readonly secret: SecretBytes; readonly key: SecretBytes }>()
  return {
    of: ({ accessKeyId, date, region, service }, secret) => {
      const name = [accessKeyId, date, region, service].join('/')
      const known = keys.get(name)
      // The same access key id may come back with another secret, after a reset.
      if (known?.secret === secret) return known.key
      if (keys.size >= cachedMax) keys = new Map()
      const key = signingKey(secret, date, region, service)
      keys.set(name, { secret, key })
      return key
    },
  }
}
