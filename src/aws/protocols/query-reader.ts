// A form becomes the values that a shape promises, or MalformedInput.

import { exception } from '../errors.ts'
import { memberShape, shapeOf, wireName } from '../model.ts'
import type { ListShape, MapShape, ServiceModel, ShapeName, StructureShape } from '../shapes.ts'
import { parseBase64 } from './base64.ts'
import type { FormNode } from './form.ts'
import type { Members } from './protocol.ts'

const MalformedInput = exception('MalformedInput')

export function readForm(model: ServiceModel, shapeName: ShapeName, node: FormNode): unknown {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return readStructure(model, shape, node)
    case 'list':
      return readList(model, shape, node)
    case 'map':
      return readMap(model, shape, node)
    case 'string':
      return textOf(node)
    case 'boolean':
      return readBoolean(textOf(node))
    case 'blob':
      return readBase64(textOf(node))
    case 'timestamp':
      return readTimestamp(textOf(node))
    case 'integer':
    case 'long':
      return readNumber(textOf(node), /^[+-]?\d{1,16}$/)
    default:
      return readNumber(textOf(node), /^[+-]?\d{1,30}(\.\d{1,30})?$/)
  }
}

function readStructure(model: ServiceModel, structure: StructureShape, node: FormNode): Members {
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(structure.members)) {
    const child = node.children.get(wireName(name, member))
    if (child) members.push([name, readForm(model, memberShape(member), child)])
  }
  return Object.fromEntries(members)
}

/** `Names.member.1=a`, or `Names.1=a` when flattened; `Names=` is the empty list. */
function readList(model: ServiceModel, list: ListShape, node: FormNode): readonly unknown[] {
  const items = list.flattened ? node : node.children.get('member')
  return numbered(items).map((item) => readForm(model, list.member, item))
}

/** `Map.entry.1.key=a&Map.entry.1.value=b`. */
function readMap(model: ServiceModel, map: MapShape, node: FormNode): Members {
  const entries = numbered(map.flattened ? node : node.children.get('entry'))
  return Object.fromEntries(
    entries.map((entry) => {
      const key = entry.children.get('key')
      const value = entry.children.get('value')
      if (!key || !value) throw MalformedInput('a map entry needs a key and a value')
      return [textOf(key), readForm(model, map.value, value)]
    }),
  )
}

/** In the order of the numbers, which need neither begin at 1 nor be without gaps. */
function numbered(node: FormNode | undefined): readonly FormNode[] {
  const items = [...(node?.children ?? [])].map(([name, item]) => {
    if (!/^\d{1,9}$/.test(name)) throw MalformedInput(`'${name}' is not a position in a list`)
    return { position: Number(name), item }
  })
  return items.toSorted((a, b) => a.position - b.position).map(({ item }) => item)
}

function textOf(node: FormNode): string {
  if (node.value === undefined) {
    throw MalformedInput('Start of structure or map found where not expected')
  }
  return node.value
}

function readBoolean(text: string): boolean {
  const lower = text.toLowerCase()
  if (lower !== 'true' && lower !== 'false') throw MalformedInput(`'${text}' is not a boolean`)
  return lower === 'true'
}

function readNumber(text: string, form: RegExp): number {
  if (!form.test(text)) throw MalformedInput(`'${text}' is not a number of the expected type`)
  return Number(text)
}

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/

function readTimestamp(text: string): Date {
  const time = new Date(ISO_8601.test(text) ? text : Number.NaN)
  if (Number.isNaN(time.getTime())) throw MalformedInput(`'${text}' is not an ISO 8601 timestamp`)
  return time
}

function readBase64(text: string): Uint8Array {
  const bytes = parseBase64(text)
  if (!bytes) throw MalformedInput('a blob is not base64')
  return bytes
}
