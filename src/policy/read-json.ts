// A strict JSON reader for documents from outside. Unlike `JSON.parse` it sees duplicate members,
// refuses what is too deep or too large, and can tell where every value stands. It keeps its own
// stack, so that no document can overflow the engine's, and its time is linear in the text.

import type { Json, JsonObject } from '../base/json.ts'
import { policyLimits } from './limits.ts'
import { type Path, placeOf, type PolicyProblem, type ProblemKind } from './problem.ts'
import { TextPositions } from '../base/text-positions.ts'

/** By container: the offset at which each member (by name, or index as text) begins. */
export type Offsets = ReadonlyMap<object, ReadonlyMap<string, number>>
/** By container that holds anything: where its opening bracket is, and behind its closing one. */
export type Extents = ReadonlyMap<object, readonly [start: number, end: number]>

export type JsonRead =
  | {
      readonly value: Json
      readonly offsets: Offsets | undefined
      readonly extents: Extents
    }
  | { readonly problem: PolicyProblem }

export interface JsonLimits {
  readonly documentCharsMax: number
  readonly nestingLevelsMax: number
}

/** `limits` are a policy document's unless said. */
export function readJson(
  text: string,
  withOffsets = false,
  limits: JsonLimits = policyLimits,
): JsonRead {
  if (text.length > limits.documentCharsMax) {
    const says = `the document has more than ${limits.documentCharsMax} characters`
    return { problem: { kind: 'tooLarge', says, place: '' } }
  }
  const reader = new JsonReader(text, withOffsets, limits.nestingLevelsMax)
  try {
    return { value: reader.read(), offsets: reader.offsets, extents: reader.extents }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const { line, column } = new TextPositions(text).at(thrown.offset)
    const { kind, message, path } = thrown
    return { problem: { kind, says: message, place: placeOf(path), line, column } }
  }
}

class Fault extends Error {
  readonly kind: ProblemKind
  readonly offset: number
  readonly path: Path

  constructor(kind: ProblemKind, message: string, offset: number, path: Path) {
    super(message)
    this.kind = kind
    this.offset = offset
    this.path = path
  }
}

/** A container that is still open; `member` waits for its value. */
type Frame = { readonly start: number } & (
  | { readonly container: Json[]; member: undefined }
  | { readonly container: Record<string, Json>; member: string }
)

/** What `value` answers when it has opened a container that is not empty. */
const OPENED = Symbol('opened')

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const HEX4 = /[0-9a-fA-F]{4}/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

class JsonReader {
  readonly offsets: Map<object, Map<string, number>> | undefined
  readonly extents = new Map<object, readonly [start: number, end: number]>()
  readonly #text: string
  readonly #open: Frame[] = []
  readonly #levelsMax: number
  #at = 0

  constructor(text: string, withOffsets: boolean, levelsMax: number) {
    this.#text = text
    this.#levelsMax = levelsMax
    this.offsets = withOffsets ? new Map() : undefined
  }

  read(): Json {
    for (;;) {
      const value = this.#value()
      if (value === OPENED) continue
      const outermost = this.#attach(value)
      if (outermost !== OPENED) return this.#end(outermost)
    }
  }

  /** Puts a finished value into its container, and closes every container that ends with it. */
  #attach(finished: Json): Json | typeof OPENED {
    let value = finished
    for (;;) {
      const frame = this.#open.at(-1)
      if (!frame) return value
      put(frame, value)
      this.#space()
      if (this.#take(',')) {
        this.#nextMember(frame)
        return OPENED
      }
      const isList = frame.member === undefined
      if (!this.#take(isList ? ']' : '}')) {
        this.#fail('syntax', `\`,\` or \`${isList ? ']' : '}'}\` expected`)
      }
      value = frame.container
      if (this.offsets) this.extents.set(value, [frame.start, this.#at])
      this.#open.pop()
    }
  }

  #end(value: Json): Json {
    this.#space()
    if (this.#at < this.#text.length) this.#fail('syntax', 'text after the end of the document')
    return value
  }

  #value(): Json | typeof OPENED {
    this.#space()
    if (this.#take('{')) return this.#openObject()
    if (this.#take('[')) return this.#openList()
    if (this.#take('"')) return this.#string()
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    }
    const number = this.#match(NUMBER)
    if (number === '') this.#fail('syntax', 'a value expected')
    return Number(number)
  }

  #openObject(): Json | typeof OPENED {
    const container: Record<string, Json> = {}
    const start = this.#at - 1
    this.#space()
    if (this.#take('}')) return container
    const frame: Frame = { start, container, member: '' }
    this.#push(frame)
    this.#nextMember(frame)
    return OPENED
  }

  #openList(): Json | typeof OPENED {
    const container: Json[] = []
    const start = this.#at - 1
    this.#space()
    if (this.#take(']')) return container
    const frame: Frame = { start, container, member: undefined }
    this.#push(frame)
    this.#nextMember(frame)
    return OPENED
  }

  #push(frame: Frame): void {
    if (this.#open.length >= this.#levelsMax) {
      this.#fail('tooDeep', `more than ${this.#levelsMax} levels of nesting`)
    }
    this.#open.push(frame)
    this.offsets?.set(frame.container, new Map())
  }

  /** Reads `"name":` in an object; in a list only the place is noted. */
  #nextMember(frame: Frame): void {
    this.#space()
    const offset = this.#at
    if (frame.member === undefined) {
      this.offsets?.get(frame.container)?.set(String(frame.container.length), offset)
      return
    }
    if (!this.#take('"')) this.#fail('syntax', 'a member name in double quotes expected')
    frame.member = this.#string()
    if (Object.hasOwn(frame.container, frame.member)) {
      this.#fail('duplicateMember', `\`${frame.member}\` is there twice`, offset)
    }
    this.#space()
    if (!this.#take(':')) this.#fail('syntax', '`:` expected')
    this.offsets?.get(frame.container)?.set(frame.member, offset)
  }

  /** The rest of a string, after its opening quote. */
  #string(): string {
    let value = this.#plainText()
    while (!this.#take('"')) {
      if (this.#at >= this.#text.length) this.#fail('syntax', 'a string without an end')
      if (!this.#take('\\')) this.#fail('syntax', 'a control character in a string')
      value += this.#escape() + this.#plainText()
    }
    return value
  }

  #escape(): string {
    if (this.#take('u')) {
      const digits = this.#match(HEX4)
      if (digits === '') this.#fail('syntax', 'four hexadecimal digits expected after `\\u`')
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const text = ESCAPES[this.#text.charAt(this.#at)]
    if (text === undefined) this.#fail('syntax', 'an unknown escape in a string')
    this.#at += 1
    return text
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1
  }

  /** Up to the next quote, backslash, control character, or the end. */
  #plainText(): string {
    const from = this.#at
    while (isPlain(this.#text.charCodeAt(this.#at))) this.#at += 1
    return this.#text.slice(from, this.#at)
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #match(sticky: RegExp): string {
    sticky.lastIndex = this.#at
    const found = sticky.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #fail(kind: ProblemKind, message: string, offset = this.#at): never {
    const path = this.#open.map(({ container, member }) => member ?? container.length)
    throw new Fault(kind, message, offset, path as Path)
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Neither `"` nor a backslash nor a control character; beyond the end the code is NaN. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x22 && code !== 0x5c
}

/** `__proto__` becomes a member like any other, as `JSON.parse` has it. */
function put(frame: Frame, value: Json): void {
  if (frame.member === undefined) frame.container.push(value)
  else if (frame.member !== '__proto__') frame.container[frame.member] = value
  else {
    const own = { value, enumerable: true, configurable: true, writable: true }
    Object.defineProperty(frame.container, frame.member, own)
  }
}

/** Where a member begins, when offsets were kept and the path leads anywhere. */
export function offsetOf(root: Json, path: Path, offsets: Offsets): number | undefined {
  let container: unknown = root
  let offset: number | undefined = 0
  for (const step of path) {
    if (typeof container !== 'object' || container === null) return offset
    const found = offsets.get(container)?.get(String(step))
    if (found === undefined) return offset
    offset = found
    container = (container as JsonObject)[step]
  }
  return offset
}
