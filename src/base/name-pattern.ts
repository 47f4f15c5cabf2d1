// Regular expressions that users write, for short names. JavaScript's own can take for ever over
// a few characters; here all states are followed at once, so that it takes what pattern times name
// is long. Known are characters, `.`, classes, groups, `|`, `*`, `+` and `?`.

import assert from 'node:assert/strict'

type Matches = (character: string) => boolean

/** A state of the automaton: takes a character, or goes on to others without one. */
interface State {
  matches?: Matches
  /** Indexes of the states behind it. */
  next: readonly number[]
}

const ACCEPT: readonly number[] = []

/**
 * Tells whether a whole name is what the pattern says; undefined when the pattern is no pattern,
 * or would have more states than that.
 */
export function namePattern(
  pattern: string,
  statesMax: number,
): ((name: string) => boolean) | undefined {
  try {
    const { states, start } = new PatternReader(pattern, statesMax).read()
    return (name) => isAccepted(states, start, name)
  } catch (cause) {
    if (cause instanceof NotAPattern) return undefined
    throw cause
  }
}

class NotAPattern extends Error {}

/** A piece of the automaton: where it begins, and which states await what comes behind it. */
interface Fragment {
  readonly start: number
  readonly ends: readonly number[]
}

const levelsMax = 64

class PatternReader {
  readonly #characters: readonly string[]
  readonly #statesMax: number
  readonly #states: State[] = []
  #at = 0

  constructor(pattern: string, statesMax: number) {
    // The whole name has to fit, with anchors or without.
    this.#characters = [...pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')]
    this.#statesMax = statesMax
  }

  read(): { readonly states: readonly State[]; readonly start: number } {
    const { start, ends } = this.#alternatives(0)
    if (this.#at < this.#characters.length) throw new NotAPattern()
    this.#connect(ends, this.#add({ next: ACCEPT }))
    return { states: this.#states, start }
  }

  #alternatives(level: number): Fragment {
    if (level > levelsMax) throw new NotAPattern()
    const branches = [this.#sequence(level)]
    while (this.#take('|')) branches.push(this.#sequence(level))
    return {
      start: this.#add({ next: branches.map(({ start }) => start) }),
      ends: branches.flatMap(({ ends }) => ends),
    }
  }

  #sequence(level: number): Fragment {
    const first = this.#add({ next: [] })
    let ends: readonly number[] = [first]
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')';) {
      const item = this.#repeated(level)
      this.#connect(ends, item.start)
      ends = item.ends
      next = this.#peek()
    }
    return { start: first, ends }
  }

  #repeated(level: number): Fragment {
    let item = this.#item(level)
    for (let mark = this.#peek(); mark === '*' || mark === '+' || mark === '?';) {
      this.#at += 1
      const fork = this.#add({ next: [item.start] })
      if (mark !== '?') this.#connect(item.ends, fork)
      item = {
        start: mark === '+' ? item.start : fork,
        ends: mark === '?' ? [...item.ends, fork] : [fork],
      }
      mark = this.#peek()
    }
    return item
  }

  #item(level: number): Fragment {
    const character = this.#characters[this.#at]
    this.#at += 1
    if (character === '(') {
      const inside = this.#alternatives(level + 1)
      if (!this.#take(')')) throw new NotAPattern()
      return inside
    }
    const state = this.#add({ matches: this.#matcherOf(character), next: [] })
    return { start: state, ends: [state] }
  }

  #matcherOf(character: string | undefined): Matches {
    if (character === undefined || '*+?{}]^$'.includes(character)) throw new NotAPattern()
    if (character === '.') return () => true
    if (character === '[') return this.#characterClass()
    if (character === '\\') return this.#escaped()
    return (one) => one === character
  }

  #escaped(): Matches {
    const character = this.#characters[this.#at]
    this.#at += 1
    if (character === 'd') return (one) => /^\d$/.test(one)
    if (character === 'w') return (one) => /^\w$/.test(one)
    if (character === undefined || /^[A-Za-z0-9]$/.test(character)) throw new NotAPattern()
    return (one) => one === character
  }

  #characterClass(): Matches {
    const isNegated = this.#take('^')
    const parts: Matches[] = []
    while (!this.#take(']')) parts.push(this.#range())
    if (parts.length === 0) throw new NotAPattern()
    return (one) => parts.some((part) => part(one)) !== isNegated
  }

  #range(): Matches {
    if (this.#take('\\')) return this.#escaped()
    const from = this.#characters[this.#at]
    this.#at += 1
    if (from === undefined || from === '[') throw new NotAPattern()
    const to = this.#characters[this.#at + 1]
    if (this.#peek() !== '-' || to === undefined || to === ']') return (one) => one === from
    this.#at += 2
    if (codePoint(from) > codePoint(to)) throw new NotAPattern()
    return (one) => codePoint(one) >= codePoint(from) && codePoint(one) <= codePoint(to)
  }

  #peek(): string | undefined {
    return this.#characters[this.#at]
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at += 1
    return true
  }

  #add(state: State): number {
    if (this.#states.length >= this.#statesMax) throw new NotAPattern()
    return this.#states.push(state) - 1
  }

  #connect(ends: readonly number[], to: number): void {
    for (const end of ends) {
      const state = this.#states[end]
      assert.ok(state)
      state.next = [...state.next, to]
    }
  }
}

const codePoint = (character: string): number => character.codePointAt(0) ?? 0

function isAccepted(states: readonly State[], start: number, name: string): boolean {
  let reached = reachable(states, [start])
  for (const character of name) {
    const taken = [...reached].flatMap((index) => {
      const state = states[index]
      return state?.matches?.(character) ? state.next : []
    })
    reached = reachable(states, taken)
  }
  return [...reached].some((index) => states[index]?.next === ACCEPT)
}

/** With everything that is reached without a character. */
function reachable(states: readonly State[], from: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const pending = [...from]
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const state = states[index]
    if (state && !state.matches) pending.push(...state.next)
  }
  return reached
}
