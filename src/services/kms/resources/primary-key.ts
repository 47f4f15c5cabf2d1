import type { AwsError } from '../../../aws/errors.ts'
import { parseRegion } from '../../../base/region.ts'
import type { Region } from '../../../base/region.ts'
import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type { Key } from './keys.ts'

/** Replicas and keys of one Region are none, and answer alike. */
export function requirePrimary(key: Key): void {
  if (key.multiRegionKeyType !== 'PRIMARY') throw notPrimary(key)
}

/** What related keys share is changed at the primary key. */
export function requireNoReplica(key: Key): void {
  if (key.multiRegionKeyType === 'REPLICA') throw notPrimary(key)
}

const notPrimary = ({ arn }: Key): AwsError =>
  UnsupportedOperationException(`${arn} is not a multi-region primary key.`)

/** The model's pattern lets Regions pass that there are not. The sentence is ours. */
export function requireRegion(text: string, member: 'replicaRegion' | 'primaryRegion'): Region {
  const region = parseRegion(text)
  if (region) return region
  throw ValidationException(`The ${member} ${text} is not a Region of the partition aws.`)
}
