// A seed file as it was written: its nodes, and where each of them stands.

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Node, Pair } from 'yaml'
import { MiB } from '../base/sizes.ts'
import type { SeedPath, SeedPlace, SeedProblem } from './problem.ts'

export const limits = {
  seedBytesMax: 4 * MiB,
  /** With every use of an anchor counted: a short text can name very much. */
  nodesMax: 200_000,
  depthMax: 64,
} as const

const START: SeedPlace = { line: 1, column: 1 }

/** Values are nodes of the file; whoever reads them asks here where they stand. */
export class SeedFile {
  readonly problems: readonly SeedProblem[]
  readonly #lines = new LineCounter()
  readonly #document: Document | undefined

  constructor(text: string) {
    if (Buffer.byteLength(text) > limits.seedBytesMax) {
      this.problems = [
        { path: [], place: START, says: `the file is larger than ${limits.seedBytesMax} bytes` },
      ]
      return
    }
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // Said by the reader, which goes on after it.
      uniqueKeys: false,
    })
    this.problems = this.#faults(this.#document.errors)
  }

  get root(): Node | undefined {
    return this.#document?.contents ?? undefined
  }

  /** The node that is meant: an alias stands for the one with its anchor. */
  resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return this.#document && node.resolve(this.#document)
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined
  }

  placeOf(node: Node | undefined): SeedPlace {
    return this.#placeAt(node?.range?.[0] ?? 0)
  }

  /** Of the value at the path, or of the nearest one around it that is in the file. */
  placeAlong(path: SeedPath, start = this.root): SeedPlace {
    let node = start
    for (const step of path) {
      const within = this.resolve(node)
      const next = isMap(within)
        ? within.items.find((pair) => nameOf(pair) === String(step))
        : undefined
      const item = isSeq(within) && typeof step === 'number' ? within.items[step] : undefined
      const child = (next?.value ?? next?.key ?? item) as Node | undefined
      if (!child) break
      node = child
    }
    return this.placeOf(node)
  }

  #faults(errors: Document['errors']): readonly SeedProblem[] {
    // The parser calls itself for what is nested, and says so of every level.
    if (errors.some(({ message }) => message.includes('call stack'))) {
      return [{ path: [], place: START, says: 'the file is nested too deeply' }]
    }
    return errors.map(({ message, pos: [start] }) => ({
      path: [],
      place: this.#placeAt(start),
      says: message.split('\n', 1)[0] ?? message,
    }))
  }

  #placeAt(offset: number): SeedPlace {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

/** The name of a member as it was written: an account need not stand in quotes. */
export function nameOf({ key }: Pair): string {
  if (!isScalar(key)) return ''
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}
