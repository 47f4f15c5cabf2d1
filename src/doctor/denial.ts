// AWS's access-denied sentence, as evidence.

import { parseAccessDenied, type LayerName } from '../policy/index.ts'

export interface Denial {
  /** As AWS wrote it. */
  readonly sentence: string
  /** Undefined where the sentence gives no reason, or hides it (another account's key). */
  readonly layer: LayerName | undefined
  readonly explicit: boolean
  /** The event that it comes from; undefined: the answer to a try just made. */
  readonly eventId?: string
  /** The policy that refused, where the sentence names it. */
  readonly policyArn?: string
}

export function parseDenial(sentence: string, eventId?: string): Denial {
  const read = parseAccessDenied(sentence)
  return {
    sentence,
    layer: read?.layer,
    explicit: read?.kind === 'explicitDeny',
    ...(eventId === undefined ? {} : { eventId }),
    ...(read?.policyArn === undefined ? {} : { policyArn: read.policyArn }),
  }
}
