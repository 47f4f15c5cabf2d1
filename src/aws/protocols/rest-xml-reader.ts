// A document becomes the values that a shape promises, or MalformedXML: what the schema does not
// name is refused, as S3 refuses it, so that nothing that was asked for is passed over.

import { memberShape, shapeOf, wireName } from '../model.ts'
import type { ListShape, Member, ServiceModel, ShapeName, StructureShape } from '../shapes.ts'
import { parseBase64 } from './base64.ts'
import type { Members } from './protocol.ts'
import { readText } from './rest-scalar.ts'
import { malformedXml, type XmlElement } from './xml-reader.ts'

/** The depth is that of the document, which its reader has bounded. */
export function readElement(model: ServiceModel, name: ShapeName, element: XmlElement): unknown {
  const shape = shapeOf(model, name)
  switch (shape.type) {
    case 'structure':
      return readStructure(model, shape, element)
    case 'list':
      return readItems(model, shape, itemsOf(shape, element))
    case 'map':
      throw malformedXml() // No request of S3's holds a map in its body.
    case 'blob': {
      const bytes = parseBase64(textOf(element))
      if (!bytes) throw malformedXml()
      return bytes
    }
    default: {
      const value = readText(shape, textOf(element), 'iso8601')
      if (value === undefined) throw malformedXml()
      return value
    }
  }
}

function readStructure(
  model: ServiceModel,
  structure: StructureShape,
  element: XmlElement,
): Members {
  if (/\S/.test(element.text)) throw malformedXml()
  const byName = Map.groupBy(element.children, ({ name }) => name)
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(structure.members)) {
    const wire = wireName(name, member)
    const value = isAttribute(member)
      ? element.attributes.get(wire)
      : readMember(model, member, byName.get(wire))
    if (value !== undefined) members.push([name, value])
    byName.delete(wire)
  }
  if (byName.size > 0) throw malformedXml()
  return Object.fromEntries(members)
}

const isAttribute = (member: Member): boolean =>
  typeof member !== 'string' && member.attribute === true

function readMember(
  model: ServiceModel,
  member: Member,
  elements: readonly XmlElement[] | undefined,
): unknown {
  if (!elements) return undefined
  const name = memberShape(member)
  const shape = shapeOf(model, name)
  const isFlattened = typeof member !== 'string' && member.flattened === true
  if (shape.type === 'list' && (shape.flattened || isFlattened)) {
    return readItems(model, shape, elements)
  }
  const [only, another] = elements
  if (!only || another) throw malformedXml()
  return readElement(model, name, only)
}

function itemsOf({ memberName = 'member' }: ListShape, element: XmlElement) {
  const isForeign = element.children.some(({ name }) => name !== memberName)
  if (isForeign || /\S/.test(element.text)) throw malformedXml()
  return element.children
}

const readItems = (model: ServiceModel, list: ListShape, items: readonly XmlElement[]): unknown =>
  items.map((item) => readElement(model, list.member, item))

function textOf(element: XmlElement): string {
  if (element.children.length > 0) throw malformedXml()
  return element.text
}
