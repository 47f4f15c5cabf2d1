import { eventParameters } from '../../aws/event-parameters.ts'
import type { ShapeName } from '../../aws/shapes.ts'
import { isJsonObject } from '../../base/json.ts'
import type { EventDetails } from '../operation.ts'
import { model } from './model.ts'
import type { Credentials } from './model.ts'

/**
 * What the event says of an answer with credentials.
 *
 * UNLIKE AWS: its events hold the session token. Ours do not: it is half of a credential.
 */
export function credentialsEvent(
  outputShape: ShapeName,
  { Credentials: made, ...output }: { readonly Credentials?: Credentials | undefined },
): EventDetails {
  const { AccessKeyId, Expiration } = made ?? {}
  const shown = { ...output, Credentials: { AccessKeyId, Expiration } }
  const elements = eventParameters(model, outputShape, shown)
  return { responseElements: isJsonObject(elements) ? elements : null }
}
