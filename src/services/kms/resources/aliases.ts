import type { EventResource } from '../../../audit/record.ts'
import type { AwsError } from '../../../aws/errors.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { AuthorizedResource, Question, RequestScope } from '../../operation.ts'
import {
  AlreadyExistsException,
  InvalidAliasNameException,
  LimitExceededException,
  NotAuthorizedException,
  NotFoundException,
  ValidationException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { AliasRow, KeyPlace } from '../tables.ts'
import { aliases, aliasRowId, keyRowId, placePrefix } from '../tables.ts'
import type { AliasPlace } from './key-id.ts'
import { aliasArn } from './key-id.ts'

const ALIAS_NAME = /^alias\/[a-zA-Z0-9/_-]{1,250}$/

type PageOfRows = { readonly after: string | undefined; readonly limit: number }

/** The aliases as one request sees them. */
export class Aliases {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(place: AliasPlace): Row<AliasRow> | undefined {
    // A KeyId may be any text, and not every text can be a row's id.
    if (!ALIAS_NAME.test(place.name)) return undefined
    return this.#request.store.get(aliases, aliasRowId(place))
  }

  /** An alias of the caller's own account and Region. */
  require(name: string): Row<AliasRow> {
    const place = this.#placeOf(name)
    const alias = this.find(place)
    if (!alias) throw aliasNotFound(place)
    return alias
  }

  /** In the order of names. */
  page({ after, limit }: PageOfRows): readonly AliasRow[] {
    const prefix = placePrefix(this.#request)
    const request = { prefix, limit, ...(after !== undefined && { after: `${prefix}${after}` }) }
    return this.#request.store.page(aliases, request).map((row) => row.value)
  }

  pageOfKey(key: KeyPlace, { after, limit }: PageOfRows): readonly AliasRow[] {
    const start = after === undefined ? {} : { after: `${placePrefix(key)}${after}` }
    const rows = this.#request.store.find(aliases, 'target', keyRowId(key), { limit, ...start })
    return rows.map((row) => row.value)
  }

  /** `alias/NAME` of every alias of the key. */
  namesOf(key: KeyPlace): readonly string[] {
    const all = { after: undefined, limit: limits.aliasesPerKeyMax }
    return this.pageOfKey(key, all).map((alias) => alias.name)
  }

  /** The alias that is to be: its name must be free, and the key must have room for it. */
  create(name: string, key: KeyPlace): Change {
    const place = this.#placeOf(name)
    if (this.find(place)) {
      throw AlreadyExistsException(`An alias with the name ${aliasArn(place)} already exists`)
    }
    this.#requireRoom(key)
    const now = this.#request.now.toISOString()
    const alias = { ...place, targetKeyId: key.keyId, createdAt: now, updatedAt: now }
    return change(aliases, aliasRowId(place), undefined, alias)
  }

  /** The alias as the name of another key, which must have room for it. */
  update(alias: Row<AliasRow>, key: KeyPlace): Change {
    const isMove = key.keyId !== alias.value.targetKeyId
    if (isMove) this.#requireRoom(key)
    const updatedAt = this.#request.now.toISOString()
    return change(aliases, alias.id, alias, { ...alias.value, targetKeyId: key.keyId, updatedAt })
  }

  remove(alias: Row<AliasRow>): Change {
    return change(aliases, alias.id, alias, undefined)
  }

  /**
   * The half of an alias operation that concerns the alias. It carries no policy, and AWS gives
   * no KMS condition keys in statements whose resource is an alias.
   */
  question(action: string, name: string): Question {
    return { action, resource: this.eventResource(name), sameAccountOnly: true }
  }

  /** Recorded with the type of a key: that is how AWS has it. */
  eventResource(name: string): EventResource & AuthorizedResource {
    const arn = aliasArn(this.#placeOf(name))
    return { arn, account: this.#request.account, type: 'AWS::KMS::Key' }
  }

  #requireRoom(key: KeyPlace): void {
    const usage = this.namesOf(key).length
    if (usage >= limits.aliasesPerKeyMax) throw tooManyAliases(usage)
  }

  #placeOf(name: string): AliasPlace {
    const { account, region } = this.#request
    return { account, region, name }
  }
}

export function requireAliasPrefix(name: string): void {
  if (name.startsWith('alias/')) return
  throw ValidationException(
    'Alias must start with the prefix "alias/". Please see ' +
      'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  )
}

/** A name that a customer may give. */
export function requireNewAliasName(name: string): void {
  requireAliasPrefix(name)
  if (name.startsWith('alias/aws/')) throw NotAuthorizedException()
  // The pattern lets it pass as well. The code is the model's, the sentence ours.
  if (name === 'alias/')
    throw InvalidAliasNameException('The alias name is empty after its prefix.')
  // The model's pattern lets colons pass; KMS does not.
  if (name.includes(':')) {
    throw ValidationException(`${name} contains invalid characters for an alias`)
  }
}

export function requireAliasTarget(keyId: string): void {
  if (!/^(arn:.*:)?alias\//.test(keyId)) return
  throw ValidationException('Aliases must refer to keys. Not aliases')
}

export const aliasNotFound = (place: AliasPlace): AwsError =>
  NotFoundException(`Alias ${aliasArn(place)} is not found.`)

const tooManyAliases = (usage: number): AwsError =>
  LimitExceededException(
    `Aliases per key quota for this account in this region is ${limits.aliasesPerKeyMax}, ` +
      `current usage is ${usage}.`,
  )
