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
        return this.#scalar(node, path, {
          fits: (value) => typeof value === 'string' && shape.choices.includes(value),
          wanted: `one of ${shape.choices.join(', ')}`,
        })
      case 'whole':
        return this.#scalar(node, path, {
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
    const wanted = quoted ? 'text: write it in quotes' : `${shape.says}, such as ${shape.example}`
    return this.#scalar(node, path, {
      fits: (value) => typeof value === 'string' && shape.pattern.test(value),
      wanted,
    })
  }

  #scalar(
    node: Node | undefined,
    path: SeedPath,
    { fits, wanted }: { readonly fits: (value: unknown) => boolean; readonly wanted: string },
  ): unknown {
    return isScalar(node) && fits(node.value) ? node.value : this.#misfit(path, node, wanted)
  }

  #list(node: Node | undefined, { item, says }: ListShape, path: SeedPath): unknown {
    if (!isSeq(node)) return this.#misfit(path, node, `a list: ${says}`)
    return node.items.map((entry, index) => this.read(entry as Node, item, [...path, index]))
  }

  #map(node: Node | undefined, { name, value, says }: MapShape, path: SeedPath): unknown {
    if (!isMap(node)) return this.#misfit(path, node, `a mapping: ${says}`)
    const members = this.#membersOf(node, path).map(([key, pair]) => {
      if (!name.pattern.test(key)) {
        const at = [...path, key]
        this.#report(
          at,
          pair.key as Node,
          `\`${key}\` is not ${name.says}, such as ${name.example}`,
        )
      }
      return [key, this.read(pair.value as Node, value, [...path, key])] as const
    })
    return Object.fromEntries(members)
  }

  /** By name; one that is there twice is a problem, for only one of the two could count. */
  #membersOf({ items }: YAMLMap, path: SeedPath): readonly (readonly [string, Pair])[] {
    const seen = new Set<string>()
    return items.map((pair) => {
      const name = nameOf(pair)
      const key = pair.key as Node
      if (seen.has(name)) this.#report([...path, name], key, `\`${name}\` is here twice`)
      seen.add(name)
      return [name, pair]
    })
  }

  #object(node: Node | undefined, shape: ObjectShape, path: SeedPath): unknown {
    // A user of whom there is nothing to say: `alice:` with nothing behind it.
    if ((!node || isNull(node)) && shape.required.length === 0) return {}
    if (!isMap(node)) return this.#misfit(path, node, `a mapping: ${shape.says}`)
    const missing = shape.required.filter(
      (name) => !node.items.some((pair) => nameOf(pair) === name),
    )
    for (const name of missing) {
      this.#report(path, node, `${subject(path)} needs a member \`${name}\``)
    }
    const members = this.#membersOf(node, path).flatMap(([name, pair]) =>
      this.#member(name, pair, shape, path),
    )
    return Object.fromEntries(members)
  }

  #member(
    name: string,
    pair: Pair,
    shape: ObjectShape,
    path: SeedPath,
  ): readonly [string, unknown][] {
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
    if (!isMap(node)) return this.#misfit(path, node, `a policy document: ${says}`)
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
      const members = this.#membersOf(node, path).map(
        ([name, pair]) => [name, this.#json(pair.value, [...path, name])] as const,
      )
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

  #misfit(path: SeedPath, node: Node | undefined, wanted: string): undefined {
    this.#report(path, node, `${subject(path)} must be ${wanted}`)
  }

  #report(path: SeedPath, node: Node | undefined, says: string): void {
    const place: { place?: SeedPlace } = node ? { place: this.#file.placeOf(node) } : {}
    this.problems.push({ path, says, ...place })
  }
}

/** The member, or the item of a list, as people count. */
function subject(path: SeedPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  if (typeof last === 'string') return `\`${last}\``
  return `item ${last + 1} of ${subject(path.slice(0, -1))}`
}

const isNull = (node: Node): boolean => isScalar(node) && node.value === null

/** What JSON has no word for cannot stand in a policy either. */
function jsonScalar(node: Node | undefined): Json {
  const { value } = (isScalar(node) ? node : { value: null }) as Pick<Scalar, 'value'>
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? (value as Json)
    : null
}
