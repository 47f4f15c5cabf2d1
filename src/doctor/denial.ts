// AWS's access-denied sentence, as evidence.

import { parseAccessDenied, type LayerName } from '../policy/index.ts'

export interface Denial {
  /** As AWS wrote it. */
  readonly sentence: string
  /** Undefined where the sentence gives no reason, or hides it (another account's key). */
  readonly layer: LayerName | undefined
  readonly explicit: boolean
  /** The policy that refused, which newer sentences end in. */
  readonly policyArn?: string
  /** The event that it comes from; undefined: the answer to a try just made. */
  readonly eventId?: string
}

export function parseDenial(sentence: string, eventId?: string): Denial {
  const read = parseAccessDenied(sentence)
  return {
    sentence,
    layer: read?.layer,
    explicit: read?.kind === 'explicitDeny',
    ...(read?.policyArn !== undefined && { policyArn: read.policyArn }),
    ...(eventId === undefined ? {} : { eventId }),
  }
}
