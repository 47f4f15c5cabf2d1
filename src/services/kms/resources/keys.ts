import { parseAccountId } from '../../../base/account-id.ts'
import type { EventResource } from '../../../audit/record.ts'
import type { Arn } from '../../../base/arn.ts'
import { parseRegion } from '../../../base/region.ts'
import type { BlobKey } from '../../../crypto/ciphertext-blob.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { AuthorizedResource, RequestScope } from '../../operation.ts'
import { InvalidArnException, InvalidCiphertextException, NotFoundException } from '../errors.ts'
import { keyPolicyInForce, NO_KEY_POLICY } from '../policies/in-force.ts'
import type { KeyPlace, KeyPolicyRow, KeyRow } from '../tables.ts'
import { keyPolicies, keyRowId, keys, keyStoreOf, keyStoreRowId, placePrefix } from '../tables.ts'
import { relatedRows } from './multi-region.ts'
import type { Aliases } from './aliases.ts'
import { aliasNotFound } from './aliases.ts'
import type { AliasPlace } from './key-id.ts'
import { aliasArn, isMultiRegionId, keyArn, requireKeyName } from './key-id.ts'
import { stateOf } from './key-state.ts'

/** With the state that it is in, which is that of its row or what its key store makes of it. */
export interface Key extends KeyRow {
  readonly arn: Arn
  readonly row: Row<KeyRow>
}

/** What a request names: always an ARN, and the key if there is one. */
export interface KeyTarget {
  readonly resource: AuthorizedResource
  /**
   * Undefined for one of another account that does not exist: whether it does is not told, so
   * that the request goes on to be denied.
   */
  readonly key: Key | undefined
  /** Where it would be, if it was named by its id. */
  readonly place?: KeyPlace
  /** `alias/NAME`, when the request named the key by it. */
  readonly requestAlias?: string
}

/** The keys as one request sees them. */
export class Keys {
  readonly #request: RequestScope
  readonly #aliases: Aliases
  /**
   * What the request named last: it is asked for when questions are asked, before slow work and
   * when it is done. Whoever waited in between has a scope of its own then.
   */
  #named: { readonly keyId: string; readonly target: KeyTarget } | undefined
  /** Likewise, of a ciphertext. */
  #ofCiphertext: { readonly of: KeyPlace; readonly target: KeyTarget } | undefined

  constructor(request: RequestScope, aliases: Aliases) {
    this.#request = request
    this.#aliases = aliases
  }

  /** By key id or key ARN. */
  find(keyId: string): KeyTarget {
    const name = requireKeyName(keyId, this.#request)
    if (name.kind === 'alias') {
      throw InvalidArnException('Key Aliases are not supported for this operation.')
    }
    return this.#target(name.place)
  }

  /** By key id, key ARN, alias name or alias ARN. */
  findByAnyName(keyId: string): KeyTarget {
    if (this.#named?.keyId === keyId) return this.#named.target
    const name = requireKeyName(keyId, this.#request)
    const target = name.kind === 'alias' ? this.#aliasTarget(name.place) : this.#target(name.place)
    this.#named = { keyId, target }
    return target
  }

  /**
   * The key that a ciphertext says it was made with; of a multi-Region key the related one that is
   * in this Region.
   */
  findOfCiphertext(blobKey: BlobKey): KeyTarget {
    const { keyId } = blobKey
    const account = parseAccountId(blobKey.account)
    const madeIn = parseRegion(blobKey.region)
    if (!account || !madeIn) throw InvalidCiphertextException()
    const region = isMultiRegionId(keyId) ? this.#request.region : madeIn
    const place = { account, region, keyId }
    if (this.#ofCiphertext && isSamePlace(this.#ofCiphertext.of, place)) {
      return this.#ofCiphertext.target
    }
    const here = region === this.#request.region
    const key = here ? this.at(place) : undefined
    const resource: AuthorizedResource = { ...this.#resource(place, key), mention: 'ciphertext' }
    const target = { key, place, resource }
    this.#ofCiphertext = { of: place, target }
    return target
  }

  require(keyId: string): Key {
    return existing(this.find(keyId))
  }

  /** One of the caller's own account; another account's keys are not told about at all. */
  requireOwn(keyId: string): Key {
    const key = this.require(keyId)
    if (!this.#isOwn(key)) throw NotFoundException(`Key '${key.arn}' does not exist`)
    return key
  }

  at(place: KeyPlace): Key | undefined {
    const row = this.#request.store.get(keys, keyRowId(place))
    return row && this.#keyOf(row)
  }

  /** As `find`, in whichever Region. */
  findAt(place: KeyPlace): KeyTarget {
    return this.#target(place)
  }

  /** A multi-Region key and those related to it, in the order of Regions; of others none. */
  relatedTo(key: KeyRow): readonly Key[] {
    return relatedRows(this.#request.store, key).map((row) => this.#keyOf(row))
  }

  policyOf(key: KeyPlace): Row<KeyPolicyRow> {
    const row = this.#request.store.get(keyPolicies, keyRowId(key))
    // INVARIANT: a key and its policy are made and removed in one transaction.
    if (!row) throw new Error(`key \`${key.keyId}\` has no key policy`)
    return row
  }

  /** The key with other values; `undefined` takes a value away. */
  update(
    { row }: Pick<Key, 'row'>,
    values: { readonly [Name in keyof KeyRow]?: KeyRow[Name] | undefined },
  ): Change {
    return change(keys, row.id, row, { ...row.value, ...values } as KeyRow)
  }

  eventResource({ arn, account }: Key): EventResource {
    return { arn, account, type: 'AWS::KMS::Key' }
  }

  /** The keys of the caller's account and Region, in the order of their ids. */
  page(request: { after: string | undefined; limit: number }): readonly KeyRow[] {
    const prefix = placePrefix(this.#request)
    const { after, limit } = request
    const start = after === undefined ? {} : { after: `${prefix}${after}` }
    return this.#request.store.page(keys, { prefix, limit, ...start }).map((row) => row.value)
  }

  #keyOf(row: Row<KeyRow>): Key {
    const { store, now } = this.#request
    const state = stateOf(row.value, store, now)
    return { ...row.value, state, arn: keyArn(row.value), row }
  }

  #target(place: KeyPlace): KeyTarget {
    const key = this.at(place)
    if (!key && this.#isOwn(place)) {
      throw NotFoundException(`Key '${keyArn(place)}' does not exist`)
    }
    return { key, place, resource: this.#resource(place, key) }
  }

  #aliasTarget(place: AliasPlace): KeyTarget {
    const alias = this.#aliases.find(place)?.value
    if (alias) {
      const target = this.#target({ ...place, keyId: alias.targetKeyId })
      return { ...target, requestAlias: place.name }
    }
    if (this.#isOwn(place)) throw aliasNotFound(place)
    const resource = { arn: aliasArn(place), account: place.account, policy: NO_KEY_POLICY }
    return { key: undefined, resource }
  }

  #resource(place: KeyPlace, key: Key | undefined): AuthorizedResource {
    const policy = key ? keyPolicyInForce(this.policyOf(key).value) : NO_KEY_POLICY
    const isAwsManagedKey = key?.managedFor !== undefined
    const store = key && keyStoreOf(key)
    const { account } = place
    return {
      ...{ arn: keyArn(place), account, policy, type: 'AWS::KMS::Key', isAwsManagedKey },
      ...(store && { keptIn: keyStoreRowId(store) }),
    }
  }

  #isOwn({ account }: { readonly account: string }): boolean {
    return account === this.#request.account
  }
}

const isSamePlace = (one: KeyPlace, other: KeyPlace): boolean =>
  one.keyId === other.keyId && one.account === other.account && one.region === other.region

/** The key of a target that authorization let pass. */
export function existing({ key, resource }: KeyTarget): Key {
  if (!key) throw NotFoundException(`Key '${resource.arn}' does not exist`)
  return key
}
