// What a request calls a trail, before anybody looks whether it exists.

import { parseAccountId } from '../../../base/account-id.ts'
import { arnOf, parseArn } from '../../../base/arn.ts'
import type { Arn } from '../../../base/arn.ts'
import { parseRegion } from '../../../base/region.ts'
import { CloudTrailARNInvalidException, InvalidTrailNameException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { TrailPlace } from '../tables.ts'

type Own = Pick<TrailPlace, 'account' | 'region'>

export const trailArn = ({ account, region, name }: TrailPlace): Arn =>
  arnOf('cloudtrail', region, account, `trail/${name}`)

/** By name, in the caller's Region, or by ARN, in any. */
export function requireTrailPlace(text: string, { account, region }: Own): TrailPlace {
  if (!text.startsWith('arn:')) return { account, region, name: requireTrailName(text) }
  const place = placeInArn(text)
  if (!place) {
    // The sentence is ours: AWS's is not known.
    throw CloudTrailARNInvalidException(`Trail ARN ${text} is not valid.`)
  }
  if (place.account !== account) {
    throw CloudTrailARNInvalidException(
      `AccountID in ARN is wrong, you can only access resources with AccountID ${account}.`,
    )
  }
  return place
}

const PREFIX = 'trail/'

/** Undefined when the text is no ARN of a trail. */
export function placeInArn(text: string): TrailPlace | undefined {
  const arn = parseArn(text)
  const account = arn && parseAccountId(arn.account)
  const region = arn && parseRegion(arn.region)
  if (!account || !region || arn.partition !== 'aws' || arn.service !== 'cloudtrail') {
    return undefined
  }
  if (!arn.resource.startsWith(PREFIX)) return undefined
  const name = arn.resource.slice(PREFIX.length)
  return nameFault(name) === undefined ? { account, region, name } : undefined
}

export function requireTrailName(name: string): string {
  const fault = nameFault(name)
  if (fault !== undefined) throw InvalidTrailNameException(fault)
  return name
}

/** In AWS's words and order, as far as they are known. */
function nameFault(name: string): string | undefined {
  const { min, max } = limits.trailNameCharacters
  const length = `Specified name length: ${name.length} characters.`
  if (name.length < min) {
    return `Trail name too short. Minimum allowed length: ${min} characters. ${length}`
  }
  if (name.length > max) {
    return `Trail name too long. Maximum allowed length: ${max} characters. ${length}`
  }
  if (!/^[A-Za-z0-9]/.test(name)) return 'Trail name must starts with a letter or number.'
  if (!/[A-Za-z0-9]$/.test(name)) return 'Trail name must ends with a letter or number.'
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    return (
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, ' +
      'periods (.), hyphens (-), and underscores (_).'
    )
  }
  // These two sentences are ours: AWS documents the rules only.
  if (/[._-]{2}/.test(name)) {
    return 'Trail name cannot have adjacent periods, underscores or dashes.'
  }
  return /^\d+(\.\d+){3}$/.test(name) ? 'Trail name cannot be in IP address format.' : undefined
}
