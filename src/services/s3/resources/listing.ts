// What the three lists of a bucket's objects have in common.

import { canonicalUserId } from '../../../base/canonical-user-id.ts'
import type { AccountId } from '../../../base/account-id.ts'
import { InvalidArgument } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CommonPrefix, EncodingType, Object as ListedObject, Owner } from '../model.ts'
import type { ObjectRow } from '../tables.ts'
import type { ListedItem } from './list-keys.ts'
import { wholeSecond } from './whole-second.ts'

const int32Max = 2 ** 31 - 1

/** At most a thousand, whatever is asked for. */
export const requireMaxKeys = (maxKeys: number = limits.keysPerPageMax): number =>
  Math.min(requireCount('max-keys', maxKeys, 'maxKeys'), limits.keysPerPageMax)

/** Only for keys does S3 call an argument otherwise than its parameter. */
export function requireCount(argument: string, given: number, calledBy = argument): number {
  if (given >= 0 && given <= int32Max) return given
  throw InvalidArgument(
    { ArgumentName: argument, ArgumentValue: String(given) },
    `Argument ${calledBy} must be an integer between 0 and ${int32Max}`,
  )
}

/** An empty delimiter is none. */
export const delimiterOf = (delimiter: string | undefined): string | undefined =>
  delimiter === '' ? undefined : delimiter

export type Encode = (text: string) => string

/** How names are spelled in the answer: XML 1.0 cannot hold every character of a key. */
export const encodingOf = (type: EncodingType | undefined): Encode =>
  type === 'url' ? encodeUrl : (text) => text

/** As forms are: a space becomes a plus sign. Slashes stay. */
const encodeUrl: Encode = (text) =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')

export const ownerOf = (account: AccountId): Owner => ({ ID: canonicalUserId(account) })

export const listedPrefixes = (items: readonly ListedItem[], encode: Encode): CommonPrefix[] =>
  items.flatMap(({ name, object }) => (object ? [] : [{ Prefix: encode(name) }]))

/** The objects of a page, as lists show them. */
export const listedObjects = (
  items: readonly ListedItem[],
  encode: Encode,
  owner: Owner | undefined,
): ListedObject[] =>
  items.flatMap(({ name, object }) =>
    object ? [{ Key: encode(name), ...listedFacts(object), ...(owner && { Owner: owner }) }] : [],
  )

export const listedFacts = (object: ObjectRow) => ({
  LastModified: wholeSecond(object.lastModified),
  ETag: `"${object.etag}"`,
  ...(object.checksum && {
    ChecksumAlgorithm: [object.checksum.algorithm],
    ChecksumType: object.checksum.type,
  }),
  Size: object.size,
  // The model has a type for it in each list, all of the same words.
  StorageClass: object.storageClass as 'STANDARD',
})
