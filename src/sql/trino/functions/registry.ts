import { AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS } from './aggregate.ts'
import { COLLECTION_FUNCTIONS } from './collection.ts'
import { NUMBER_FUNCTIONS } from './number.ts'
import { signatureOf, type Signature } from './signature.ts'
import { TEXT_FUNCTIONS } from './text.ts'
import { TIME_FUNCTIONS } from './time.ts'
import type { FunctionRow } from './function-row.ts'

export type FunctionKind = 'scalar' | 'aggregate' | 'window'

interface Entry {
  readonly kind: FunctionKind
  readonly signatures: Signature[]
}

const ENTRIES = new Map<string, Entry>()

function register(kind: FunctionKind, rows: readonly FunctionRow[]): void {
  for (const row of rows) {
    const signature = signatureOf(row)
    const entry = ENTRIES.get(signature.name) ?? { kind, signatures: [] }
    entry.signatures.push(signature)
    ENTRIES.set(signature.name, entry)
  }
}

register('scalar', TEXT_FUNCTIONS)
register('scalar', NUMBER_FUNCTIONS)
register('scalar', TIME_FUNCTIONS)
register('scalar', COLLECTION_FUNCTIONS)
register('aggregate', AGGREGATE_FUNCTIONS)
register('window', WINDOW_FUNCTIONS)

/** Aggregates whose type needs more than a signature. */
const SPECIAL_AGGREGATES: readonly string[] = ['map_agg']

/** Every function that is carried out, with those that Trino has under the name. */
export const functionNamed = (name: string): Entry | undefined => ENTRIES.get(name)

export const isAggregate = (name: string): boolean =>
  SPECIAL_AGGREGATES.includes(name) || ENTRIES.get(name)?.kind === 'aggregate'
