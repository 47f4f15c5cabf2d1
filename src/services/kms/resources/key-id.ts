// What a KeyId says, before anybody looks whether it exists.

import type { AccountId } from '../../../base/account-id.ts'
import { parseAccountId } from '../../../base/account-id.ts'
import { arnOf, parseArn } from '../../../base/arn.ts'
import type { Arn } from '../../../base/arn.ts'
import type { Region } from '../../../base/region.ts'
import { NotFoundException } from '../errors.ts'
import type { KeyPlace } from '../tables.ts'

export interface AliasPlace {
  readonly account: AccountId
  readonly region: Region
  /** `alias/NAME`. */
  readonly name: string
}

export type KeyName =
  | { readonly kind: 'key'; readonly place: KeyPlace }
  | { readonly kind: 'alias'; readonly place: AliasPlace }

/** A UUID, or `mrk-` and 32 hexadecimal digits: a multi-Region key. */
const KEY_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/

/** No other key has such an id, and keys that are related have one. */
export const isMultiRegionId = (keyId: string): boolean => keyId.startsWith('mrk-')

export const keyArn = ({ account, region, keyId }: KeyPlace): Arn =>
  arnOf('kms', region, account, `key/${keyId}`)

export const aliasArn = ({ account, region, name }: AliasPlace): Arn =>
  arnOf('kms', region, account, name)

/** A bare id or alias name is always one of the caller's own account and Region. */
export function requireKeyName(
  text: string,
  own: { readonly account: AccountId; readonly region: Region },
): KeyName {
  const { account, region } = own
  if (text.startsWith('arn:')) return nameInArn(text, region)
  if (text.startsWith('alias/')) return { kind: 'alias', place: { account, region, name: text } }
  return { kind: 'key', place: { account, region, keyId: requireKeyId(text) } }
}

function nameInArn(text: string, region: Region): KeyName {
  const arn = parseArn(text)
  const account = arn && parseAccountId(arn.account)
  if (!arn || !account) throw NotFoundException('Invalid arn')
  // AWS names the part that does not fit, most often the Region.
  if (arn.partition !== 'aws') throw NotFoundException(`Invalid arn ${arn.partition}`)
  if (arn.service !== 'kms') throw NotFoundException(`Invalid arn ${arn.service}`)
  if (arn.region !== region) throw NotFoundException(`Invalid arn ${arn.region}`)
  if (arn.resource.startsWith('alias/')) {
    return { kind: 'alias', place: { account, region, name: arn.resource } }
  }
  if (!arn.resource.startsWith('key/')) throw NotFoundException('Invalid arn')
  const keyId = requireKeyId(arn.resource.slice('key/'.length))
  return { kind: 'key', place: { account, region, keyId } }
}

function requireKeyId(text: string): string {
  if (!KEY_ID.test(text)) throw NotFoundException(`Invalid keyId '${text}'`)
  return text
}
