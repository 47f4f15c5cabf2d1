// Holds the nodes of a seed file against the shape they ought to have.

import { isMap, isScalar, isSeq } from 'yaml'
import type { Node, Pair, Scalar, YAMLMap } from 'yaml'
import type { Json } from '../base/json.ts'
import { unreachable } from '../base/unreachable.ts'
import { policyProblems, policyTextProblems } from './policy-problems.ts'
import type { SeedPath, SeedPlace, SeedProblem } from './problem.ts'
import { limits, nameOf, type SeedFile } from './seed-file.ts'
import type { ListShape, MapShape, ObjectShape, PolicyShape, Shape, TextShape } from './shape.ts'

export class SeedReader {
  readonly problems: SeedProblem[] = []
  readonly #file: SeedFile
  #nodes = 0

  constructor(file: SeedFile) {
    this.#file = file
  }

  /** What the shape says; of a value that has problems, whatever could be read. */
  read(written: Node | undefined, shape: Shape, path: SeedPath): unknown {
    const node = this.#file.resolve(written)
    if (!this.#isWithinLimits(path, written)) return undefined
    switch (shape.kind) {
      case 'text':
        return this.#text(node, shape, path)
      case 'choice':
        return this.#scalar(node, shape, path, {
          fits: (value) => shape.choices.includes(String(value)),
          wanted: `one of ${shape.choices.join(', ')}`,
        })
      case 'whole':
        return this.#scalar(node, shape, path, {
          fits: (value) =>
            Number.isInteger(value) && Number(value) >= shape.min && Number(value) <= shape.max,
          wanted:
            shape.min === shape.max
              ? `the number ${shape.min}`
              : `a whole number from ${shape.min} to ${shape.max}`,
        })
      case 'policy':
        return this.#policy(node, shape, path)
      case 'list':
        return this.#list(node, shape, path)
      case 'map':
        return this.#map(node, shape, path)
      case 'object':
        return this.#object(node, shape, path)
      default:
        return unreachable(shape)
    }
  }

  #text(node: Node | undefined, shape: TextShape, path: SeedPath): unknown {
    const quoted = isScalar(node) && node.value !== null && typeof node.value !== 'string'
    const wanted = quoted
      ? `text: write "${node.source ?? String(node.value)}" in quotes`
      : `${shape.says}, such as ${shape.example}`
    return this.#scalar(node, shape, path, {
      fits: (value) => typeof value === 'string' && shape.pattern.test(value),
      wanted,
    })
  }

  #scalar(
    node: Node | undefined,
    { says }: Shape,
    path: SeedPath,
    { fits, wanted }: { readonly fits: (value: unknown) => boolean; readonly wanted: string },
  ): unknown {
    if (isScalar(node) && fits(node.value)) return node.value
    this.#report(path, node, `${named(path, says)} must be ${wanted}`)
    return undefined
  }

  #list(node: Node | undefined, { item, says }: ListShape, path: SeedPath): unknown {
    if (!isSeq(node)) return this.#misfit(path, node, says, 'a list')
    return node.items.map((entry, index) => this.read(entry as Node, item, [...path, index]))
  }

  #map(node: Node | undefined, { name, value, says }: MapShape, path: SeedPath): unknown {
    if (!isMap(node)) return this.#misfit(path, node, says, 'a mapping')
    const members = node.items.map((pair) => {
      const key = nameOf(pair)
      if (!name.pattern.test(key)) {
        const wanted = `is not ${name.says}: write such as ${name.example}`
        this.#report([...path, key], pair.key as Node, `\`${key}\` ${wanted}`)
      }
      return [key, this.read(pair.value as Node, value, [...path, key])] as const
    })
    this.#requireDistinct(node, path)
    return Object.fromEntries(members)
  }

  /** The parser finds the same key twice; a number and its text it takes for two. */
  #requireDistinct({ items }: YAMLMap, path: SeedPath): void {
    const seen = new Set<string>()
    for (const pair of items) {
      const key = nameOf(pair)
      if (seen.has(key)) this.#report([...path, key], pair.key as Node, `\`${key}\` is here twice`)
      seen.add(key)
    }
  }

  #object(node: Node | undefined, shape: ObjectShape, path: SeedPath): unknown {
    // A user of whom there is nothing to say: `alice:` with nothing behind it.
    if ((!node || isNull(node)) && shape.required.length === 0) return {}
    if (!isMap(node)) return this.#misfit(path, node, shape.says, 'a mapping')
    const missing = shape.required.filter(
      (name) => !node.items.some((pair) => nameOf(pair) === name),
    )
    for (const name of missing) {
      this.#report(path, node, `${named(path, shape.says)} needs a member \`${name}\``)
    }
    const members = node.items.flatMap((pair) => this.#member(pair, shape, path))
    return Object.fromEntries(members)
  }

  #member(pair: Pair, shape: ObjectShape, path: SeedPath): readonly [string, unknown][] {
    const name = nameOf(pair)
    const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined
    if (member) return [[name, this.read(pair.value as Node, member, [...path, name])]]
    const known = Object.keys(shape.members).join(', ')
    const says = `${shape.says} has no member \`${name}\`: it has ${known}`
    this.#report([...path, name], pair.key as Node, says)
    return []
  }

  #policy(node: Node | undefined, { of, says }: PolicyShape, path: SeedPath): unknown {
    if (isScalar(node) && typeof node.value === 'string') {
      for (const problem of policyTextProblems(node.value, of)) this.#report(path, node, problem)
      return node.value
    }
    if (!isMap(node)) return this.#misfit(path, node, says, 'a policy document')
    const json = this.#json(node, path)
    for (const { says: problem, within } of policyProblems(json, of)) {
      this.problems.push({ path, place: this.#file.placeAlong(within, node), says: problem })
    }
    return JSON.stringify(json)
  }

  #json(written: unknown, path: SeedPath): Json {
    const node = this.#file.resolve(written)
    if (!this.#isWithinLimits(path, node)) return null
    if (isSeq(node)) return node.items.map((item, index) => this.#json(item, [...path, index]))
    if (isMap(node)) {
      const members = node.items.map((pair) => {
        const name = nameOf(pair)
        return [name, this.#json(pair.value, [...path, name])] as const
      })
      return Object.fromEntries(members)
    }
    return jsonScalar(node)
  }

  #isWithinLimits(path: SeedPath, node: Node | undefined): boolean {
    this.#nodes += 1
    if (this.#nodes <= limits.nodesMax && path.length <= limits.depthMax) return true
    // Said once: everything behind it would be too much as well.
    if (this.#nodes <= limits.nodesMax) this.#report(path, node, 'this is nested too deeply')
    else if (this.#nodes === limits.nodesMax + 1) {
      this.#report(path, node, `the file holds more than ${limits.nodesMax} values`)
    }
    return false
  }

  #misfit(path: SeedPath, node: Node | undefined, says: string, wanted: string): undefined {
    this.#report(path, node, `${named(path, says)} must be ${wanted}`)
  }

  #report(path: SeedPath, node: Node | undefined, says: string): void {
    const place: { place?: SeedPlace } = node ? { place: this.#file.placeOf(node) } : {}
    this.problems.push({ path, says, ...place })
  }
}

/** `\`path\` (begins and ends with a slash)`; of a list's item, what it is. */
function named(path: SeedPath, says: string): string {
  const last = path.at(-1)
  return typeof last === 'string' ? `\`${last}\` (${says})` : says
}

const isNull = (node: Node): boolean => isScalar(node) && node.value === null

/** What JSON has no word for cannot stand in a policy either. */
function jsonScalar(node: Node | undefined): Json {
  const { value } = (isScalar(node) ? node : { value: null }) as Pick<Scalar, 'value'>
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? (value as Json)
    : null
}
