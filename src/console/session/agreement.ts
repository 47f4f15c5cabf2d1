// On AWS itself a change is asked about once more: the page must name the account that is meant.

import type { JsonObject } from '../../base/json.ts'
import { requireSignedIn, type Asked } from '../api/route.ts'
import { consoleFailure, optionalTextIn } from '../fault.ts'

/** `what`, as the page tells it: `kms:PutKeyPolicy`. */
export function requireAgreement(what: string, input: JsonObject, asked: Asked): void {
  if (asked.place.kind === 'stack') return
  const { account } = requireSignedIn(asked).identity
  if (optionalTextIn(input, 'account') === account) return
  throw consoleFailure('ConfirmAccount', 'notAgreed', { what })
}
