// A botocore model becomes the table that `src/aws` reads. What a table cannot hold is refused:
// a constraint that vanished in silence would be a wrong answer later.

import type {
  HttpBinding,
  Member,
  MemberLocation,
  OperationModel,
  ServiceModel,
  Shape,
  TimestampShape,
} from '../../src/aws/shapes.ts'
import {
  membersOf,
  reachableShapes,
  shapeOf,
  type BotocoreModel,
  type BotocoreOperation,
  type BotocoreReference,
  type BotocoreShape,
} from './botocore.ts'
import { JSON_ERROR_STATUS, RESULT_ELEMENTS, SUCCESS_STATUS } from './wire-facts.ts'

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
    ...present('xmlNamespace', xmlNamespaceOf(model)),
    operations: Object.fromEntries(
      Object.entries(model.operations).map(([name, operation]) => [
        name,
        operationOf(model, name, operation),
      ]),
    ),
    shapes: Object.fromEntries(names.map((name) => [name, tableShape(model, name)])),
    errors: exceptionalErrors(model, signingName),
  }
}

function protocolOf(metadata: BotocoreModel['metadata']): ServiceModel['protocol'] {
  const { protocol, jsonVersion } = metadata
  if (protocol === 'query') return 'query'
  if (protocol === 'rest-xml') return 'restXml'
  if (protocol === 'json' && jsonVersion === '1.1') return 'awsJson1_1'
  throw new Error(`the protocol \`${protocol} ${jsonVersion ?? ''}\` has no table form`)
}

/** A REST model writes the namespace on every body that a request sends: it is one. */
function xmlNamespaceOf({ metadata, shapes }: BotocoreModel): string | undefined {
  if (metadata.protocol !== 'rest-xml') return metadata.xmlNamespace
  const members = Object.values(shapes).flatMap((shape) => Object.values(shape.members ?? {}))
  const uris = new Set(members.flatMap(({ xmlNamespace }) => xmlNamespace?.uri ?? []))
  if (uris.size > 1) throw new Error(`the model has several namespaces: ${[...uris].join(', ')}`)
  return [...uris][0]
}

function operationOf(
  model: BotocoreModel,
  name: string,
  operation: BotocoreOperation,
): OperationModel {
  const isRest = model.metadata.protocol === 'rest-xml'
  const { output } = operation
  const wrapper = isRest ? rootElement(model, name, operation) : output?.resultWrapper
  return {
    ...present('http', isRest ? httpOf(name, operation) : undefined),
    ...present('input', operation.input?.shape),
    ...present('output', output?.shape),
    ...present('resultWrapper', wrapper),
    ...present('unsigned', operation.authtype === 'none' ? true : undefined),
    errors: (operation.errors ?? []).map(({ shape }) => errorCode(model, shape)),
  }
}

/** Undefined for an answer whose members all stand in headers, or whose body is one of them. */
function rootElement(
  model: BotocoreModel,
  name: string,
  { output, http }: BotocoreOperation,
): string | undefined {
  if (!output || http?.method === 'HEAD') return undefined
  const { payload, members } = shapeOf(model, output.shape)
  const hasBody = Object.values(members ?? {}).some(({ location }) => location === undefined)
  return hasBody && payload === undefined ? (RESULT_ELEMENTS[name] ?? output.shape) : undefined
}

function httpOf(name: string, { http }: BotocoreOperation): HttpBinding {
  if (!http) throw new Error(`the operation \`${name}\` does not say which requests are for it`)
  const { method, requestUri: uri, responseCode } = http
  const status = SUCCESS_STATUS[name] ?? responseCode
  return { method, uri, ...present('status', status === 200 ? undefined : status) }
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
  return { code, status: model.metadata.protocol === 'json' ? observed : modelled }
}

function tableShape(model: BotocoreModel, name: string): Shape {
  const shape = shapeOf(model, name)
  refuseUncarried(model, shape, name)
  const { type } = shape
  switch (type) {
    case 'structure':
      return structureShape(shape)
    case 'list':
      return {
        type,
        member: target(shape.member, name),
        ...present('memberName', shape.flattened ? undefined : shape.member?.locationName),
        ...bounds(shape),
        ...flags(shape),
      }
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
  const { payload, xmlNamespace: { prefix, uri = '' } = {} } = shape
  const streams = shape.members?.[payload ?? '']?.streaming
  const required = (shape.required ?? []).filter((name) => !streams || name !== payload)
  return {
    type: 'structure',
    members: Object.fromEntries(
      membersOf(shape).map(([name, reference]) => [name, memberOf(reference, name)]),
    ),
    ...present('required', required.length > 0 ? required : undefined),
    ...present('payload', payload),
    ...present('streams', streams),
    ...present('xmlNamespace', prefix === undefined ? undefined : { prefix, uri }),
    ...sensitivity(shape),
  }
}

function memberOf(reference: BotocoreReference, name: string): Member {
  const { shape, locationName, flattened, xmlAttribute } = reference
  const location = locationOf(reference, name)
  if (locationName === undefined && !location && !flattened) return shape
  return {
    shape,
    wireName: locationName ?? name,
    ...present('location', location),
    ...present('flattened', flattened),
    ...present('attribute', xmlAttribute),
  }
}

const LOCATIONS: readonly MemberLocation[] = ['header', 'headers', 'querystring', 'uri']

function locationOf({ location }: BotocoreReference, name: string): MemberLocation | undefined {
  const known = LOCATIONS.find((one) => one === location)
  if (known !== undefined || location === undefined) return known
  throw new Error(`the member \`${name}\` stands in \`${location}\`, which has no table form`)
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

function refuseUncarried(model: BotocoreModel, shape: BotocoreShape, name: string): void {
  const elements = [shape.key, shape.value]
  const uncarried =
    shape.eventstream === true ||
    shape.document === true ||
    elements.some((element) => element?.locationName !== undefined) ||
    (model.metadata.protocol !== 'rest-xml' && hasRestTraits(shape))
  if (uncarried) throw new Error(`the shape \`${name}\` has traits that the table cannot hold`)
}

/** The other protocols put everything into the body, by name. */
function hasRestTraits(shape: BotocoreShape): boolean {
  const members = Object.values(shape.members ?? {})
  return (
    shape.payload !== undefined ||
    shape.member?.locationName !== undefined ||
    members.some(({ location, flattened, xmlAttribute }) =>
      [location, flattened, xmlAttribute].some((trait) => trait !== undefined),
    )
  )
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
