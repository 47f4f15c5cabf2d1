import { createHash } from 'node:crypto'
import { secondMs } from '../base/sizes.ts'
import { mapPrincipals, readPolicy } from '../policy/index.ts'

/**
 * The key policy of an event with unique ids for principals that are gone. The event holds ARNs,
 * KMS the unique ids of those who bore them: whoever came after the event is somebody else. The
 * ids are made up, for the real ones are not told, and are nobody's either way.
 */
export function asBound(policy: string, since: Date, living: ReadonlyMap<string, Date>): string {
  const read = readPolicy(policy)
  if (!('document' in read)) return policy
  const { json } = mapPrincipals(read.document, (name) => {
    const [, kind] = /^arn:aws:iam::\d{12}:(user|role)\//.exec(name) ?? []
    const born = living.get(name)
    // The event tells the second, and the user may have been made within it.
    const isSame = born && born.getTime() < since.getTime() + secondMs
    return kind === undefined || isSame ? name : goneId(kind, name)
  })
  return JSON.stringify(json)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The same for the same ARN each time, so that a snapshot taken twice is the same. */
function goneId(kind: string, arn: string): string {
  const bytes = createHash('sha256').update(arn).digest().subarray(0, 17)
  const random = Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('')
  return (kind === 'user' ? 'AIDA' : 'AROA') + random
}
