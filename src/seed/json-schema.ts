import type { Json, JsonObject } from '../base/json.ts'
import { unreachable } from '../base/unreachable.ts'
import { seedFormat } from './format.ts'
import type { Shape } from './shape.ts'

/** The format of a seed file as a JSON Schema, for editors and other programs. */
export function seedJsonSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sparekey seed',
    ...schemaOf(seedFormat),
  }
}

function schemaOf(shape: Shape): JsonObject {
  return { description: shape.says, ...constraintsOf(shape) }
}

function constraintsOf(shape: Shape): JsonObject {
  switch (shape.kind) {
    case 'text':
      return { type: 'string', pattern: shape.pattern.source }
    case 'choice':
      return { type: 'string', enum: shape.choices }
    case 'whole':
      return { type: 'integer', minimum: shape.min, maximum: shape.max }
    case 'policy':
      return { type: ['object', 'string'] }
    case 'list':
      return { type: 'array', items: schemaOf(shape.item) }
    case 'map': {
      const propertyNames = { pattern: shape.name.pattern.source }
      return { type: 'object', propertyNames, additionalProperties: schemaOf(shape.value) }
    }
    case 'object': {
      const members = Object.entries(shape.members)
      const properties: readonly (readonly [string, Json])[] = members.map(([name, member]) => [
        name,
        schemaOf(member),
      ])
      return {
        type: 'object',
        properties: Object.fromEntries(properties),
        required: shape.required.map(String),
        additionalProperties: false,
      }
    }
    default:
      return unreachable(shape)
  }
}
