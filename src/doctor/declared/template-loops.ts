// `Fn::ForEach` in a template of CloudFormation's, written out: one copy of the fragment for each
// item. Of a collection that is known only at deployment, one copy stands for all there may be.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Offsets } from '../../policy/read-json.ts'
import { doctorFailure } from '../failure.ts'
import { hasUnknown, unknown } from './unknown.ts'

const LOOP = 'Fn::ForEach::'

export const isLoop = (name: string): boolean => name.startsWith(LOOP)

/** A loop in a loop in a loop makes much of little. */
const writtenMax = 200_000

/** The identifiers of the loops around a value, with the item that each stands for. */
type Items = ReadonlyMap<string, string>
type Members = readonly (readonly [name: string, value: Json, offset: number | undefined])[]

export interface WrittenOut {
  readonly template: JsonObject
  readonly offsets: Offsets
}

/** `resolve` works out a collection, which may refer to parameters and mappings. */
export function withoutLoops(
  template: JsonObject,
  source: Offsets,
  resolve: (collection: Json) => unknown,
): WrittenOut {
  const { Resources = {}, Conditions = {} } = template
  if (!hasLoop(Resources) && !hasLoop(Conditions)) return { template, offsets: source }
  const writer = new LoopWriter(source, resolve)
  const written = {
    ...template,
    Resources: writer.write(Resources, new Map()),
    Conditions: writer.write(Conditions, new Map()),
  }
  return { template: written, offsets: writer.offsets }
}

function hasLoop(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasLoop)
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(([name, inner]) => isLoop(name) || hasLoop(inner))
}

class LoopWriter {
  readonly offsets = new Map<object, ReadonlyMap<string, number>>()
  readonly #source: Offsets
  readonly #resolve: (collection: Json) => unknown
  #written = 0

  constructor(source: Offsets, resolve: (collection: Json) => unknown) {
    this.#source = source
    this.#resolve = resolve
  }

  write(value: Json, items: Items): Json {
    this.#written += 1
    if (this.#written > writtenMax) {
      throw doctorFailure('loopsTooLong', { count: String(writtenMax) })
    }
    if (typeof value === 'string') return filled(value, items)
    if (Array.isArray(value)) return this.#list(value, items)
    return isJsonObject(value) ? this.#object(value, items) : value
  }

  #list(value: readonly Json[], items: Items): readonly Json[] {
    const list = value.map((inner) => this.write(inner, items))
    this.offsets.set(list, this.#source.get(value) ?? new Map())
    return list
  }

  #object(value: JsonObject, items: Items): Json {
    const { Ref: reference, ...others } = value
    const item = typeof reference === 'string' ? items.get(reference) : undefined
    if (item !== undefined && Object.keys(others).length === 0) return item
    const members = this.#members(value, items)
    const object = Object.fromEntries(members)
    const places = members.flatMap(([name, , offset]) => {
      return offset === undefined ? [] : [[name, offset] as const]
    })
    this.offsets.set(object, new Map(places))
    return object
  }

  #members(value: JsonObject, items: Items): Members {
    const places = this.#source.get(value)
    return Object.entries(value).flatMap(([name, inner]): Members => {
      const loop = isLoop(name) ? loopIn(inner) : undefined
      if (loop) return this.#loop(name, loop, items)
      return [[filled(name, items), this.write(inner, items), places?.get(name)]]
    })
  }

  #loop(name: string, { identifier, collection, fragment }: Loop, items: Items): Members {
    const found = this.#resolve(this.write(collection, items))
    const list: readonly Json[] = Array.isArray(found) ? found : [unknown(name)]
    return list.flatMap((item) => {
      const text = typeof item === 'object' ? unknown(name) : String(item)
      return this.#members(fragment, new Map([...items, [identifier, text]]))
    })
  }
}

interface Loop {
  readonly identifier: string
  readonly collection: Json
  readonly fragment: JsonObject
}

function loopIn(value: Json): Loop | undefined {
  if (!Array.isArray(value)) return undefined
  const [identifier, collection, fragment]: readonly Json[] = value
  if (typeof identifier !== 'string' || collection === undefined) return undefined
  return isJsonObject(fragment) ? { identifier, collection, fragment } : undefined
}

/** `&{Name}` is the item without what a logical id cannot hold. */
function filled(text: string, items: Items): string {
  return text.replaceAll(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
    const item = items.get(name)
    if (item === undefined) return whole
    return sign === '$' || hasUnknown(item) ? item : item.replaceAll(/[^A-Za-z0-9]/g, '')
  })
}
