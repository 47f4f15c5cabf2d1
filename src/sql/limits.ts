import { KiB } from '../base/sizes.ts'

export const sqlLimits = {
  /** Athena's own: QueryString of StartQueryExecution. */
  queryCharsMax: 256 * KiB,
  /** `array<array<...>>`: deep enough for any log, and no stack overflows. */
  typeLevelsMax: 64,
  /** Parentheses in parentheses of a query: each level is read once more. */
  queryLevelsMax: 64,
  /** Of a condition that is handed to the tables inside a subquery; a larger one is not. */
  passedConditionNodesMax: 2000,
  passedConditionLevelsMax: 300,
  /** Of one name of WITH, whose conditions are handed on. */
  passedUsesMax: 16,
  /** Trino's own limit on the partitions of one table in one query. */
  partitionsPerTableMax: 1_000_000,
} as const
