// Reading the generated tables.

import { AssertionError } from 'node:assert'
import type { Member, OperationModel, ServiceModel, Shape, ShapeName } from './shapes.ts'

/** Undefined when the service has no such operation. The name may come from a client. */
export function findOperation(model: ServiceModel, name: string): OperationModel | undefined {
  return Object.hasOwn(model.operations, name) ? model.operations[name] : undefined
}

/** The operation is known to exist: decode has found it. */
export function operationOf(model: ServiceModel, name: string): OperationModel {
  const operation = findOperation(model, name)
  if (operation) return operation
  throw new AssertionError({ message: `${model.signingName} has no operation ${name}` })
}

export function shapeOf(model: ServiceModel, name: ShapeName): Shape {
  const shape = model.shapes[name]
  if (shape) return shape
  throw new AssertionError({ message: `${model.signingName} has no shape ${name}` })
}

/** Whether the body of its requests is bytes of any number, which no input holds. */
export function streamsInput(model: ServiceModel, operation: string): boolean {
  const { input } = operationOf(model, operation)
  return input !== undefined && streams(shapeOf(model, input))
}

/** Whether the body of its answers is written by whoever has the bytes. */
export function streamsOutput(model: ServiceModel, operation: string): boolean {
  const { output } = operationOf(model, operation)
  return output !== undefined && streams(shapeOf(model, output))
}

const streams = (shape: Shape): boolean => shape.type === 'structure' && shape.streams === true

export function memberShape(member: Member): ShapeName {
  return typeof member === 'string' ? member : member.shape
}

export function wireName(name: string, member: Member): string {
  return typeof member === 'string' ? name : member.wireName
}

export function isSensitive(shape: Shape): boolean {
  return 'sensitive' in shape && shape.sensitive === true
}
