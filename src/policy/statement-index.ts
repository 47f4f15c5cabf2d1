import type { CompiledStatement } from './compile.ts'
import type { Caller } from './match/caller.ts'

/**
 * The statements of a policy that meet an action and whose principal element may meet a caller,
 * in their order. Those that it leaves out cost nothing.
 */
export type Candidates = (action: string, caller: Caller) => readonly CompiledStatement[]

/** The statements about one action: by the names they require, and those that require none. */
interface ActionEntry {
  readonly byName: ReadonlyMap<string, readonly CompiledStatement[]>
  readonly forAnybody: readonly CompiledStatement[]
}

/** More than KMS has operations; a policy about more actions is sorted again now and then. */
const ACTIONS_REMEMBERED_MAX = 128

/** Sorts the statements when an action is first asked about: few ever are, of the thousands. */
export function indexStatements(statements: readonly CompiledStatement[]): Candidates {
  const entries = new Map<string, ActionEntry>()
  return (action, { names }) => {
    let entry = entries.get(action)
    if (!entry) {
      if (entries.size >= ACTIONS_REMEMBERED_MAX) entries.clear()
      entry = entryOf(statements.filter((one) => one.meetsAction(action)))
      entries.set(action, entry)
    }
    return candidatesOf(entry, names)
  }
}

function entryOf(statements: readonly CompiledStatement[]): ActionEntry {
  const byName = new Map<string, CompiledStatement[]>()
  const forAnybody: CompiledStatement[] = []
  for (const one of statements) {
    const names = one.principal?.requiredNames
    if (!names) forAnybody.push(one)
    for (const name of names ?? []) {
      const known = byName.get(name)
      if (known) known.push(one)
      else byName.set(name, [one])
    }
  }
  return { byName, forAnybody }
}

function candidatesOf(
  { byName, forAnybody }: ActionEntry,
  names: readonly string[],
): readonly CompiledStatement[] {
  let found = forAnybody
  if (byName.size === 0) return found
  for (const name of names) {
    const named = byName.get(name)
    if (named) found = found.length === 0 ? named : merged(found, named)
  }
  return found
}

/** In the order of the document; a statement that lists two names of the caller stands once. */
function merged(
  some: readonly CompiledStatement[],
  others: readonly CompiledStatement[],
): readonly CompiledStatement[] {
  const all: CompiledStatement[] = []
  let at = 0
  for (const one of some) {
    let other = others[at]
    while (other && other.statement.index <= one.statement.index) {
      if (other !== one) all.push(other)
      at += 1
      other = others[at]
    }
    all.push(one)
  }
  return all.concat(others.slice(at))
}
