import { eventParameters } from '../../aws/event-parameters.ts'
import { operationOf } from '../../aws/model.ts'
import type { Json } from '../../base/json.ts'
import { model } from './model.ts'

/** An input as CloudTrail records it, where KMS fills defaults in that the request left out. */
export function recordedInput(operation: string, input: Readonly<Record<string, unknown>>): Json {
  const { input: shape } = operationOf(model, operation)
  return shape === undefined ? null : eventParameters(model, shape, input)
}
