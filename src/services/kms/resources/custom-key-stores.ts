// Custom key stores as one request sees them. https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html

import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { SealBinding } from '../../../crypto/seal.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { CustomKeyStoreNotFoundException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CustomKeyStoreRow, KeyRow, KeyStorePlace } from '../tables.ts'
import { customKeyStores, keys, keyStoreOf, keyStoreRowId, placePrefix } from '../tables.ts'
import type { ProxyTarget } from '../xks/calls.ts'
import type { ProxyCredential } from '../xks/proxy.ts'

export type CustomKeyStore = Row<CustomKeyStoreRow>

type StoreScope = Pick<RequestScope, 'store' | 'sealer' | 'account' | 'region'>

export class CustomKeyStores {
  readonly #request: StoreScope

  constructor(request: StoreScope) {
    this.#request = request
  }

  require(id: string): CustomKeyStore {
    const { account, region, store } = this.#request
    const row = store.get(customKeyStores, keyStoreRowId({ account, region, id }))
    // The sentence is ours: AWS's is not known.
    if (!row) throw CustomKeyStoreNotFoundException(`Custom key store ${id} does not exist.`)
    return row
  }

  /** The store of a key that is in one. */
  of(key: KeyRow): CustomKeyStore | undefined {
    const place = keyStoreOf(key)
    return place && this.#request.store.get(customKeyStores, keyStoreRowId(place))
  }

  /** Those of the caller's account and Region, in the order of their ids. */
  page({ after, limit }: { after: string | undefined; limit: number }): readonly CustomKeyStore[] {
    const prefix = placePrefix(this.#request)
    const start = after === undefined ? {} : { after: `${prefix}${after}` }
    return this.#request.store.page(customKeyStores, { prefix, limit, ...start })
  }

  /** There are never many. */
  all(): readonly CustomKeyStore[] {
    return this.page({ after: undefined, limit: limits.customKeyStoresPerPlaceMax })
  }

  hasKeys({ id }: CustomKeyStore): boolean {
    return this.#request.store.find(keys, 'customKeyStore', id, { limit: 1 }).length > 0
  }

  update(
    row: CustomKeyStore,
    values: { readonly [Name in keyof CustomKeyStoreRow]?: CustomKeyStoreRow[Name] | undefined },
  ): Change {
    return change(customKeyStores, row.id, row, { ...row.value, ...values } as CustomKeyStoreRow)
  }

  /** The members of a row that hold a credential. */
  sealed(place: KeyStorePlace, credential: ProxyCredential, generation: number) {
    const { accessKeyId, secretAccessKey } = credential
    const binding = secretBinding(place, generation)
    return {
      accessKeyId,
      sealedSecretAccessKey: this.#request.sealer.seal(secretAccessKey, binding),
      secretGeneration: generation,
    }
  }

  target({ value }: CustomKeyStore): ProxyTarget {
    return proxyTarget(value, this.#request)
  }
}

/** The credential of a request, which never gets into an event. */
export const requestedCredential = (given: {
  readonly AccessKeyId: string
  readonly RawSecretAccessKey: string
}): ProxyCredential => ({
  accessKeyId: given.AccessKeyId,
  secretAccessKey: new SecretBytes(Buffer.from(given.RawSecretAccessKey, 'utf8')),
})

/** The proxy of a store, with the credential that is sealed in its row. */
export function proxyTarget(
  row: CustomKeyStoreRow,
  { sealer }: Pick<RequestScope, 'sealer'>,
): ProxyTarget {
  const { connectivity, uriEndpoint, uriPath, accessKeyId, secretGeneration, region } = row
  const binding = secretBinding(row, secretGeneration)
  const secretAccessKey = sealer.open(row.sealedSecretAccessKey, binding)
  return {
    address: { connectivity, uriEndpoint, uriPath },
    credential: { accessKeyId, secretAccessKey },
    region,
  }
}

const secretBinding = (place: KeyStorePlace, generation: number): SealBinding => ({
  table: customKeyStores.name,
  id: keyStoreRowId(place),
  generation,
})
