// awsJson1_1: Athena, CloudTrail, Glue and KMS.

import type { AwsError } from '../errors.ts'
import { membersOf, operationOf, shapeOf } from '../model.ts'
import type { ServiceModel, ShapeName, StructureShape } from '../shapes.ts'
import { readAwsJson } from './aws-json-reader.ts'
import type { EncodedAnswer, Members, Protocol } from './protocol.ts'

export const awsJson: Protocol = {
  decode: (model, operation, request) => decodeAwsJson(model, operation, request.body),
  encode: (model, operation, output) => jsonAnswer(200, encodeAwsJson(model, operation, output)),
  encodeError: (_model, error) => jsonAnswer(error.status, encodeAwsJsonError(error)),
}

const jsonAnswer = (status: number, body: string): EncodedAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body,
})

/** Unknown members are ignored and `null` members are absent, as AWS takes them. */
export function decodeAwsJson(model: ServiceModel, operation: string, body: Uint8Array): Members {
  const { input } = operationOf(model, operation)
  return input === undefined ? {} : readAwsJson(model, input, body)
}

/** Members in the model's order; nothing at all for an operation without output. */
export function encodeAwsJson(
  model: ServiceModel,
  operation: string,
  output: Members | undefined,
): string {
  const shapeName = operationOf(model, operation).output
  return shapeName === undefined ? '' : JSON.stringify(jsonOf(model, shapeName, output ?? {}))
}

/** Several KMS exceptions carry no message: then the body has no such member. */
export function encodeAwsJsonError(error: AwsError): string {
  const message = error.message === '' ? {} : { [error.messageMember]: error.message }
  return JSON.stringify({ __type: error.code, ...error.details, ...message })
}

function jsonOf(model: ServiceModel, shapeName: ShapeName, value: unknown): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return structureJson(model, shape, value as Members)
    case 'list':
      return (value as readonly unknown[]).map((item) => jsonOf(model, shape.member, item))
    case 'map': {
      const entries = Object.entries(value as Members)
      return Object.fromEntries(
        entries.map(([key, held]) => [key, jsonOf(model, shape.value, held)]),
      )
    }
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    case 'timestamp':
      // Seconds with a fraction of milliseconds, whatever precision the store keeps.
      return (value as Date).getTime() / 1000
    default:
      return value
  }
}

function structureJson(model: ServiceModel, structure: StructureShape, members: Members): unknown {
  const json: Record<string, unknown> = {}
  for (const { name, shape, wireName } of membersOf(structure)) {
    if (members[name] !== undefined) json[wireName] = jsonOf(model, shape, members[name])
  }
  return json
}
