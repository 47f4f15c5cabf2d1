// A botocore model becomes the table that `src/aws` reads. What a table cannot hold is refused:
// a constraint that vanished in silence would be a wrong answer later.

import type { OperationModel, ServiceModel, Shape, TimestampShape } from '../../src/aws/shapes.ts'
import {
  reachableShapes,
  shapeOf,
  type BotocoreModel,
  type BotocoreOperation,
  type BotocoreReference,
  type BotocoreShape,
} from './botocore.ts'
import { JSON_ERROR_STATUS } from './wire-facts.ts'

export function tableOf(model: BotocoreModel): ServiceModel {
  const { metadata } = model
  const signingName = metadata.signingName ?? metadata.endpointPrefix
  const reached = reachableShapes(model)
  const names = Object.keys(model.shapes).filter((name) => reached.has(name))
  return {
    signingName,
    eventSource: `${signingName}.amazonaws.com`,
    apiVersion: metadata.apiVersion,
    protocol: protocolOf(metadata),
    ...present('targetPrefix', metadata.targetPrefix?.split('.').at(-1)),
    ...present('xmlNamespace', metadata.xmlNamespace),
    operations: mapValues(model.operations, (operation) => operationOf(model, operation)),
    shapes: Object.fromEntries(names.map((name) => [name, tableShape(shapeOf(model, name), name)])),
    errors: exceptionalErrors(model, signingName),
  }
}

function protocolOf(metadata: BotocoreModel['metadata']): ServiceModel['protocol'] {
  const { protocol, jsonVersion } = metadata
  if (protocol === 'query') return 'query'
  if (protocol === 'json' && jsonVersion === '1.1') return 'awsJson1_1'
  throw new Error(`the protocol \`${protocol} ${jsonVersion ?? ''}\` has no table form`)
}

function operationOf(model: BotocoreModel, operation: BotocoreOperation): OperationModel {
  return {
    ...present('input', operation.input?.shape),
    ...present('output', operation.output?.shape),
    ...present('resultWrapper', operation.output?.resultWrapper),
    ...present('unsigned', operation.authtype === 'none' ? true : undefined),
    errors: (operation.errors ?? []).map(({ shape }) => errorCode(model, shape)),
  }
}

function errorCode(model: BotocoreModel, shapeName: string): string {
  return shapeOf(model, shapeName).error?.code ?? shapeName
}

function exceptionalErrors(model: BotocoreModel, service: string): ServiceModel['errors'] {
  const listed = Object.values(model.operations).flatMap((operation) => operation.errors ?? [])
  const names = [...new Set(listed.map((error) => error.shape))].toSorted()
  const errors = names.map((name) => [name, errorOf(model, service, name)] as const)
  return Object.fromEntries(
    errors.filter(([name, { code, status }]) => code !== name || status !== 400),
  )
}

function errorOf(model: BotocoreModel, service: string, name: string) {
  const code = errorCode(model, name)
  const modelled = shapeOf(model, name).error?.httpStatusCode ?? 400
  const observed = JSON_ERROR_STATUS[service]?.[code] ?? 400
  return { code, status: model.metadata.protocol === 'query' ? modelled : observed }
}

function tableShape(shape: BotocoreShape, name: string): Shape {
  refuseUncarried(shape, name)
  const { type } = shape
  switch (type) {
    case 'structure':
      return structureShape(shape)
    case 'list':
      return { type, member: target(shape.member, name), ...bounds(shape), ...flags(shape) }
    case 'map':
      return {
        type,
        key: target(shape.key, name),
        value: target(shape.value, name),
        ...bounds(shape),
        ...flags(shape),
      }
    case 'string':
      return stringShape(shape)
    case 'blob':
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return { type, ...bounds(shape), ...sensitivity(shape) }
    case 'boolean':
      return { type }
    case 'timestamp':
      return { type, ...present('format', timestampFormat(shape, name)) }
    default:
      throw new Error(`the type \`${type}\` of the shape \`${name}\` has no table form`)
  }
}

function structureShape(shape: BotocoreShape): Shape {
  return {
    type: 'structure',
    members: mapValues(shape.members ?? {}, ({ shape: target, locationName: wireName }) =>
      wireName === undefined ? target : { shape: target, wireName },
    ),
    ...present('required', shape.required?.length ? shape.required : undefined),
    ...sensitivity(shape),
  }
}

function stringShape(shape: BotocoreShape): Shape {
  return {
    type: 'string',
    ...bounds(shape),
    ...present('pattern', shape.pattern),
    ...present('enum', shape.enum),
    ...sensitivity(shape),
  }
}

function timestampFormat(shape: BotocoreShape, name: string): TimestampShape['format'] {
  const format = shape.timestampFormat
  if (format === undefined) return undefined
  if (format === 'iso8601' || format === 'unixTimestamp' || format === 'rfc822') return format
  throw new Error(`the timestamp format \`${format}\` of the shape \`${name}\` is unknown`)
}

function refuseUncarried(shape: BotocoreShape, name: string): void {
  const elements = [shape.member, shape.key, shape.value]
  const uncarried =
    shape.payload !== undefined ||
    shape.eventstream === true ||
    shape.document === true ||
    elements.some((element) => element?.locationName !== undefined) ||
    Object.values(shape.members ?? {}).some((member) => member.location !== undefined)
  if (uncarried) throw new Error(`the shape \`${name}\` has traits that the table cannot hold`)
}

function target(reference: BotocoreReference | undefined, name: string): string {
  if (!reference) throw new Error(`the shape \`${name}\` does not say what it is made of`)
  return reference.shape
}

const bounds = ({ min, max }: BotocoreShape) => ({ ...present('min', min), ...present('max', max) })

const sensitivity = ({ sensitive }: BotocoreShape) => present('sensitive', sensitive)

const flags = (shape: BotocoreShape) => ({
  ...present('flattened', shape.flattened),
  ...sensitivity(shape),
})

/** A member, or none: the tables do not spell out what is absent. */
function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [member in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [member in Name]?: Value })
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
