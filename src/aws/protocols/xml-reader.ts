// XML as S3's requests hold it: elements, attributes, text. Iterative and bounded; no document
// type, so no entity but the five of the language itself, and nothing is ever fetched.

import { exception, type AwsError } from '../errors.ts'

const MalformedXML = exception('MalformedXML')

/** S3's own sentence, whatever is wrong. */
export function malformedXml(): AwsError {
  return MalformedXML(
    'The XML you provided was not well-formed or did not validate against our published schema',
  )
}

export const xmlLimits = {
  depthMax: 32,
  /** Ten thousand parts, each with its number, its ETag and a checksum, and twice that again. */
  elementsMax: 100_000,
  attributesMax: 32,
} as const

export interface XmlElement {
  /** Without its prefix: what namespaces say is not told apart. */
  readonly name: string
  /** By name as written. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text, in one piece. */
  readonly text: string
}

interface OpenElement extends XmlElement {
  readonly tag: string
  readonly children: XmlElement[]
  text: string
}

/** The root element. Throws MalformedXML and nothing else. */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decodeText(bytes)
  const open: OpenElement[] = []
  let root: OpenElement | undefined
  let elements = 0
  for (let at = afterDeclaration(text); at < text.length;) {
    const parent = open.at(-1)
    if (text[at] !== '<') {
      at = readText(text, at, parent)
    } else if (text.startsWith('<!--', at)) {
      at = endOfComment(text, at)
    } else if (text.startsWith('<![CDATA[', at)) {
      at = readCharacterData(text, at, parent)
    } else if (text[at + 1] === '/') {
      at = closeElement(text, at, open)
    } else {
      elements += 1
      if ((root && !parent) || elements > xmlLimits.elementsMax) throw malformedXml()
      const { element, isEmpty, end } = openElement(text, at)
      root ??= element
      parent?.children.push(element)
      if (!isEmpty) open.push(element)
      if (open.length > xmlLimits.depthMax) throw malformedXml()
      at = end
    }
  }
  if (!root || open.length > 0) throw malformedXml()
  return root
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformedXml()
  }
}

const DECLARATION = new RegExp(
  String.raw`^<\?xml\s+version\s*=\s*["']1\.[01]["']` +
    String.raw`(?:\s+encoding\s*=\s*["']utf-8["'])?` +
    String.raw`(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>`,
  'i',
)

const afterDeclaration = (text: string): number => DECLARATION.exec(text)?.[0].length ?? 0

function readText(text: string, start: number, parent: OpenElement | undefined): number {
  const next = text.indexOf('<', start)
  const end = next < 0 ? text.length : next
  const read = unescapeXml(text.slice(start, end).replaceAll(/\r\n?/g, '\n'))
  if (parent) parent.text += read
  else if (/[^ \t\n]/.test(read)) throw malformedXml()
  return end
}

function endOfComment(text: string, start: number): number {
  const end = text.indexOf('--', start + '<!--'.length)
  if (end < 0 || text[end + 2] !== '>') throw malformedXml()
  return end + '-->'.length
}

function readCharacterData(text: string, start: number, parent: OpenElement | undefined): number {
  const from = start + '<![CDATA['.length
  const end = text.indexOf(']]>', from)
  if (end < 0 || !parent) throw malformedXml()
  const read = text.slice(from, end)
  if (UNSPEAKABLE.test(read)) throw malformedXml()
  parent.text += read
  return end + ']]>'.length
}

const NAME = String.raw`[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`
const CLOSING_TAG = new RegExp(String.raw`</(${NAME})\s*>`, 'y')
const PLAIN_TAG = new RegExp(`<(${NAME})(/?)>`, 'y')
const OPENING_TAG = new RegExp(`<(${NAME})`, 'y')
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const TAG_END = /\s*(\/?)>/y

function closeElement(text: string, start: number, open: OpenElement[]): number {
  const [, tag] = matchAt(CLOSING_TAG, text, start)
  if (open.pop()?.tag !== tag) throw malformedXml()
  return CLOSING_TAG.lastIndex
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

/** Nearly every element has no attributes, and a list of parts has tens of thousands of them. */
function openElement(text: string, start: number): OpenedElement {
  PLAIN_TAG.lastIndex = start
  const plain = PLAIN_TAG.exec(text)
  if (!plain) return openWithAttributes(text, start)
  const [, tag = '', slash] = plain
  return { element: made(tag, NO_ATTRIBUTES), isEmpty: slash === '/', end: PLAIN_TAG.lastIndex }
}

interface OpenedElement {
  readonly element: OpenElement
  readonly isEmpty: boolean
  /** Where what comes behind it begins. */
  readonly end: number
}

function openWithAttributes(text: string, start: number): OpenedElement {
  const [, tag = ''] = matchAt(OPENING_TAG, text, start)
  const attributes = new Map<string, string>()
  let end = OPENING_TAG.lastIndex
  for (let found = attributeAt(text, end); found; found = attributeAt(text, end)) {
    const [, name = '', inDouble, inSingle = ''] = found
    if (attributes.has(name) || attributes.size === xmlLimits.attributesMax) throw malformedXml()
    attributes.set(name, unescapeXml(inDouble ?? inSingle))
    end = ATTRIBUTE.lastIndex
  }
  const [, slash] = matchAt(TAG_END, text, end)
  return { element: made(tag, attributes), isEmpty: slash === '/', end: TAG_END.lastIndex }
}

function made(tag: string, attributes: ReadonlyMap<string, string>): OpenElement {
  return { tag, name: tag.slice(tag.indexOf(':') + 1), attributes, children: [], text: '' }
}

function attributeAt(text: string, at: number): RegExpExecArray | null {
  ATTRIBUTE.lastIndex = at
  return ATTRIBUTE.exec(text)
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray {
  sticky.lastIndex = at
  const found = sticky.exec(text)
  if (!found) throw malformedXml()
  return found
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/** What XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNSPEAKABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

function unescapeXml(text: string): string {
  if (UNSPEAKABLE.test(text)) throw malformedXml()
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;&]{0,12};?)/g, (_, reference: string) => character(reference))
}

/** `lt;`, `#13;` or `#xD;`. */
function character(reference: string): string {
  const [, name, decimal, hex] = /^(?:([a-z]+)|#(\d+)|#x([0-9A-Fa-f]+));$/.exec(reference) ?? []
  if (name !== undefined) {
    const meant = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
    if (meant === undefined) throw malformedXml()
    return meant
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  if (!(code > 0 && code <= 0x10ffff) || isSurrogate) throw malformedXml()
  const meant = String.fromCodePoint(code)
  if (UNSPEAKABLE.test(meant)) throw malformedXml()
  return meant
}
