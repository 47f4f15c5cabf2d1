// CloudTrail's spelling of an input or an output. What is secret never gets into the copy.

import type { Json } from '../base/json.ts'
import { isSensitive, membersOf, shapeOf } from './model.ts'
import type { ServiceModel, ShapeName, StructureShape } from './shapes.ts'

/**
 * Shapes that are no secret to the model and yet stay out of events: whoever holds a grant token
 * may use the grant before it has spread, and the code of an MFA device is half of a credential as
 * long as it is good. AWS leaves them out as well. Of a recipient it tells the measurements, beside
 * the parameters.
 */
const LEFT_OUT: Readonly<Record<string, ReadonlySet<ShapeName>>> = {
  kms: new Set(['GrantTokenType', 'RecipientInfo']),
  iam: new Set(['authenticationCodeType']),
  sts: new Set(['tokenCodeType']),
}

/** A redacted copy: names in lower camel case, no sensitive member, no blob, times in English. */
export function eventParameters(model: ServiceModel, shapeName: ShapeName, value: unknown): Json {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return structureParameters(model, shape, value as Readonly<Record<string, unknown>>)
    case 'list':
      return (value as readonly unknown[]).map((item) => eventParameters(model, shape.member, item))
    case 'map': {
      const entries = Object.entries(value as Readonly<Record<string, unknown>>)
      return Object.fromEntries(
        entries.map(([key, held]) => [key, eventParameters(model, shape.value, held)]),
      )
    }
    case 'timestamp':
      return englishTime(value as Date)
    default:
      return value as Json
  }
}

function structureParameters(
  model: ServiceModel,
  structure: StructureShape,
  value: Readonly<Record<string, unknown>>,
): Json {
  const parameters: Record<string, Json> = {}
  for (const { name, shape, lowerCamel } of membersOf(structure)) {
    if (value[name] === undefined || isLeftOut(model, shape)) continue
    parameters[lowerCamel] = eventParameters(model, shape, value[name])
  }
  return parameters
}

function isLeftOut(model: ServiceModel, shapeName: ShapeName): boolean {
  const shape = shapeOf(model, shapeName)
  if (LEFT_OUT[model.signingName]?.has(shapeName)) return true
  if (shape.type === 'list') return isSensitive(shape) || isLeftOut(model, shape.member)
  if (shape.type === 'map') return isSensitive(shape) || isLeftOut(model, shape.value)
  return shape.type === 'blob' || isSensitive(shape)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Feb 26, 2024, 5:32:56 AM`, in UTC, as events hold times since about 2022. */
export function englishTime(time: Date): string {
  const hour = time.getUTCHours()
  const clock = [hour % 12 || 12, twoDigits(time.getUTCMinutes()), twoDigits(time.getUTCSeconds())]
  const day = `${MONTHS[time.getUTCMonth()]} ${time.getUTCDate()}, ${time.getUTCFullYear()}`
  return `${day}, ${clock.join(':')} ${hour < 12 ? 'AM' : 'PM'}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
