import type { LayerName, StatementRef } from '../types.ts'

/** What a kind of case comes to, before it is held against what was expected. */
export interface CaseAnswer {
  readonly got: string
  readonly layer?: LayerName
  readonly because?: readonly StatementRef[]
  /** Expectations beyond `expect` that were not met. */
  readonly unmet?: readonly string[]
  readonly note?: string
}
