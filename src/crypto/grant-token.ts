// The grant token: what CreateGrant gives out beside the grant's id. In base64url:
//
//   version      1 byte   0x01
//   place                 account, Region, key id and grant id, framed
//   salt        16 bytes  random: every token is another, also for the same grant
//   tag         32 bytes  over everything before it, under a key derived from the root key
//
// It is no secret to AWS and gives no permission by itself: it says which grant, and that we said
// so.

import type { World } from '../base/world.ts'
import { frame, unframe } from './framing.ts'
import type { Sealer } from './seal.ts'

/** The grant that a token stands for. */
export interface GrantTokenPlace {
  readonly account: string
  readonly region: string
  readonly keyId: string
  readonly grantId: string
}

const VERSION = Uint8Array.of(1)
const SALT_BYTES = 16
const TAG_BYTES = 32
const PURPOSE = 'grant-token'

export function newGrantToken(grant: GrantTokenPlace, sealer: Sealer, world: World): string {
  const { account, region, keyId, grantId } = grant
  const place = frame([account, region, keyId, grantId].map((part) => Buffer.from(part)))
  const body = Buffer.concat([VERSION, place, world.randomBytes(SALT_BYTES)])
  const tag = sealer.authenticate(body, PURPOSE)
  return Buffer.concat([body, tag]).toString('base64url')
}

/** Undefined for a text that `newGrantToken` did not make. */
export function openGrantToken(token: string, sealer: Sealer): GrantTokenPlace | undefined {
  const bytes = Buffer.from(token, 'base64url')
  // Base64 reads many texts alike; only the one that was given out counts.
  if (bytes.toString('base64url') !== token) return undefined
  if (bytes.length < VERSION.length + SALT_BYTES + TAG_BYTES) return undefined
  const body = bytes.subarray(0, -TAG_BYTES)
  if (!sealer.isAuthentic(body, bytes.subarray(-TAG_BYTES), PURPOSE)) return undefined
  const parts = unframe(body.subarray(VERSION.length, -SALT_BYTES)).map((part) => part.toString())
  const [account = '', region = '', keyId = '', grantId = ''] = parts
  return { account, region, keyId, grantId }
}
