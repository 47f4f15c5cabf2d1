// YAML as CloudFormation reads it: the short forms of its functions (`!Sub`) become the long ones
// (`Fn::Sub`), and numbers keep their spelling where a number would lose it (account ids).

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml'
import type { Json } from '../../base/json.ts'
import type { Offsets } from '../../policy/read-json.ts'

export type YamlRead =
  { readonly value: Json; readonly offsets: Offsets } | { readonly problem: YamlProblem }

interface YamlProblem {
  readonly says: string
  readonly offset: number
}

const limits = {
  /** With every use of an anchor counted: a short text can name very much. */
  nodesMax: 200_000,
  depthMax: 128,
} as const

class Fault extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

export function readYaml(text: string): YamlRead {
  const depth = deepest(text)
  if (depth > limits.depthMax) return { problem: { says: TOO_DEEP, offset: 0 } }
  // Its own look for keys that are there twice takes the square of their number.
  const settings = { prettyErrors: false, logLevel: 'silent', uniqueKeys: false } as const
  const document = parseDocument(text, settings)
  const [error] = document.errors
  if (error) return { problem: problemOf(error) }
  const reader = new YamlReader()
  try {
    return { value: reader.read(document), offsets: reader.offsets }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { problem: { says: thrown.message, offset: thrown.offset } }
  }
}

const TOO_DEEP = `more than ${limits.depthMax} levels of nesting`

function problemOf({ message, pos }: Document['errors'][number]): YamlProblem {
  // The parser calls itself for what is nested, and says so of every level.
  if (message.includes('call stack')) return { says: TOO_DEEP, offset: 0 }
  return { says: message.split('\n', 1)[0] ?? message, offset: pos[0] }
}

/** Brackets that stand open at once: the parser calls itself for each of them. */
function deepest(text: string): number {
  let open = 0
  let deepest = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1))
    deepest = Math.max(deepest, open)
  }
  return deepest
}

class YamlReader {
  readonly offsets = new Map<object, Map<string, number>>()
  readonly #anchors = new Map<string, Node>()
  #nodes = 0

  read({ contents }: Document): Json {
    return contents === null ? null : this.#value(contents, 0)
  }

  #value(node: unknown, depth: number): Json {
    if (isAlias(node)) return this.#aliased(node.source, node.range?.[0] ?? 0, depth)
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null
    const offset = node.range?.[0] ?? 0
    this.#nodes += 1
    if (this.#nodes > limits.nodesMax)
      throw new Fault(`more than ${limits.nodesMax} values`, offset)
    if (depth > limits.depthMax) throw new Fault(TOO_DEEP, offset)
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
    return this.#tagged(node.tag, offset, this.#plain(node, depth))
  }

  #aliased(name: string, offset: number, depth: number): Json {
    const meant = this.#anchors.get(name)
    if (!meant) throw new Fault(`there is no anchor \`${name}\``, offset)
    return this.#value(meant, depth + 1)
  }

  #plain(node: Node, depth: number): Json {
    if (isScalar(node)) return scalarValue(node)
    const places = new Map<string, number>()
    if (isSeq(node)) {
      const list = node.items.map((item, index) => {
        places.set(String(index), offsetOf(item))
        return this.#value(item, depth + 1)
      })
      this.offsets.set(list, places)
      return list
    }
    const pairs = isMap(node) ? node.items : []
    const members = pairs.map((pair): readonly [string, Json] => {
      const name = nameOf(pair)
      if (places.has(name)) throw new Fault(`\`${name}\` is there twice`, offsetOf(pair.key))
      places.set(name, offsetOf(pair.key))
      return [name, this.#value(pair.value, depth + 1)]
    })
    const map = Object.fromEntries(members)
    this.offsets.set(map, places)
    return map
  }

  /** `!Sub x` is `{"Fn::Sub": x}`; any other tag says nothing of the value. */
  #tagged(tag: string | undefined, offset: number, value: Json): Json {
    const name = functionOf(tag)
    if (name === undefined) return value
    const long = { [name]: name === 'Fn::GetAtt' ? attributePath(value) : value }
    this.offsets.set(long, new Map([[name, offset]]))
    return long
  }
}

function functionOf(tag: string | undefined): string | undefined {
  const [, name] = /^!([A-Za-z][A-Za-z0-9:]*)$/.exec(tag ?? '') ?? []
  if (name === undefined) return undefined
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
}

/** `!GetAtt Role.Arn` and `!GetAtt [Role, Arn]` are the same. */
function attributePath(value: Json): Json {
  if (typeof value !== 'string') return value
  const at = value.indexOf('.')
  return at < 0 ? [value] : [value.slice(0, at), value.slice(at + 1)]
}

function scalarValue({ value, source }: Scalar): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return String(value) === source ? value : (source ?? value)
  return null
}

const offsetOf = (node: unknown): number =>
  isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0

function nameOf({ key }: Pair): string {
  if (!isScalar(key)) return ''
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}
