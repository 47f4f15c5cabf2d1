// JSON text becomes the values that a shape promises, or a SerializationException.

import { isJsonObject } from '../../base/json.ts'
import { exception } from '../errors.ts'
import { membersOf, shapeOf } from '../model.ts'
import type {
  ListShape,
  MapShape,
  NumberShape,
  ServiceModel,
  ShapeName,
  StructureShape,
} from '../shapes.ts'
import { parseBase64 } from './base64.ts'
import { decodingLimits, type Members } from './protocol.ts'

const SerializationException = exception('SerializationException')

export function readAwsJson(model: ServiceModel, shape: ShapeName, body: Uint8Array): Members {
  const value = body.length === 0 ? {} : parse(body)
  if (!isJsonObject(value)) throw unexpectedCollection(value)
  return read({ model, budget: { values: decodingLimits.valuesMax } }, shape, value, 0) as Members
}

interface Reading {
  readonly model: ServiceModel
  readonly budget: { values: number }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch (cause) {
    throw SerializationException(`the request body is not JSON: ${(cause as Error).name}`)
  }
}

function read(reading: Reading, shapeName: ShapeName, value: unknown, depth: number): unknown {
  reading.budget.values -= 1
  if (reading.budget.values < 0) {
    throw SerializationException(`the request holds more than ${decodingLimits.valuesMax} values`)
  }
  if (depth > decodingLimits.depthMax) {
    throw SerializationException(`the request is deeper than ${decodingLimits.depthMax} levels`)
  }
  const shape = shapeOf(reading.model, shapeName)
  switch (shape.type) {
    case 'structure':
      return readStructure(reading, shape, value, depth)
    case 'list':
      return readList(reading, shape, value, depth)
    case 'map':
      return readMap(reading, shape, value, depth)
    case 'string':
      return typeof value === 'string' ? value : refuseScalar(value, 'String')
    case 'boolean':
      return typeof value === 'boolean' ? value : refuseScalar(value, 'Boolean')
    case 'blob':
      return typeof value === 'string' ? readBase64(value) : refuseScalar(value, 'Blob')
    case 'timestamp':
      return readTimestamp(value)
    default:
      return readNumber(shape, value)
  }
}

function readStructure(
  reading: Reading,
  structure: StructureShape,
  value: unknown,
  depth: number,
): Members {
  if (!isJsonObject(value)) throw unexpectedCollection(value)
  const members: Record<string, unknown> = {}
  for (const { name, shape, wireName } of membersOf(structure)) {
    if (!Object.hasOwn(value, wireName) || value[wireName] === null) continue
    // The names are the model's: none of them is `__proto__`.
    members[name] = read(reading, shape, value[wireName], depth + 1)
  }
  return members
}

function readList(reading: Reading, list: ListShape, value: unknown, depth: number): unknown {
  if (!Array.isArray(value)) throw unexpectedCollection(value)
  return value.map((item) => {
    if (item === null) throw SerializationException('a list must not hold null')
    return read(reading, list.member, item, depth + 1)
  })
}

// `Object.fromEntries` defines members: a key `__proto__` becomes an ordinary one.
function readMap(reading: Reading, map: MapShape, value: unknown, depth: number): unknown {
  if (!isJsonObject(value)) throw unexpectedCollection(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (item === null) throw SerializationException('a map must not hold null')
      return [key, read(reading, map.value, item, depth + 1)]
    }),
  )
}

const INTEGER_MAX = 2 ** 31 - 1
const INTEGER_MIN = -(2 ** 31)

function readNumber({ type }: NumberShape, value: unknown): number {
  const typeName = type.charAt(0).toUpperCase() + type.slice(1)
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuseScalar(value, typeName)
  if (type === 'double' || type === 'float') return value
  const fits =
    type === 'long'
      ? Number.isSafeInteger(value)
      : Number.isInteger(value) && value >= INTEGER_MIN && value <= INTEGER_MAX
  return fits ? value : refuseScalar(value, typeName)
}

/** Seconds since 1970. Milliseconds are kept; anything finer is rounded. */
function readTimestamp(value: unknown): Date {
  if (typeof value === 'string') {
    throw SerializationException('STRING_VALUE can not be converted to milliseconds since epoch')
  }
  if (typeof value !== 'number') return refuseScalar(value, 'Timestamp')
  const time = new Date(Math.round(value * 1000))
  return Number.isNaN(time.getTime()) ? refuseScalar(value, 'Timestamp') : time
}

function readBase64(text: string): Uint8Array {
  const bytes = parseBase64(text)
  if (bytes) return bytes
  throw SerializationException(
    text.length % 4 === 0
      ? 'Invalid Base64 character'
      : `Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`,
  )
}

// The token names and sentences are those of the JSON parser that AWS's services share.
function refuseScalar(value: unknown, typeName: string): never {
  if (typeof value === 'object') throw unexpectedCollection(value)
  throw SerializationException(`${tokenName(value)} cannot be converted to ${typeName}`)
}

function unexpectedCollection(value: unknown) {
  if (Array.isArray(value)) {
    return SerializationException('Start of list found where not expected')
  }
  return typeof value === 'object' && value !== null
    ? SerializationException('Start of structure or map found where not expected')
    : SerializationException('Unexpected value type in payload')
}

function tokenName(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE'
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
}
