// Reading the generated tables.

import { AssertionError } from 'node:assert'
import { lowerCamel } from './lower-camel.ts'
import type {
  Member,
  OperationModel,
  ServiceModel,
  Shape,
  ShapeName,
  StructureShape,
} from './shapes.ts'

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

/** A member of a structure, with all that is asked of it for every request. */
export interface NamedMember {
  readonly name: string
  readonly shape: ShapeName
  readonly wireName: string
  /** As CloudTrail and the validators have it. */
  readonly lowerCamel: string
}

const namedMembers = new WeakMap<StructureShape, readonly NamedMember[]>()

/** In the model's order. A model never changes, so each structure is spelled out once. */
export function membersOf(structure: StructureShape): readonly NamedMember[] {
  const known = namedMembers.get(structure)
  if (known) return known
  const members = Object.entries(structure.members).map(([name, member]) => ({
    name,
    shape: memberShape(member),
    wireName: wireName(name, member),
    lowerCamel: lowerCamel(name),
  }))
  namedMembers.set(structure, members)
  return members
}

export function isSensitive(shape: Shape): boolean {
  return 'sensitive' in shape && shape.sensitive === true
}
