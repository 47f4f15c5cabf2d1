import type { Context } from '../context.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'
import { AGGREGATES } from './aggregates.ts'
import { CONDITIONALS } from './conditionals.ts'
import { DATES } from './dates.ts'
import { JSON_FUNCTIONS } from './json-functions.ts'
import { ROUNDINGS } from './roundings.ts'
import { reduce } from './reduce.ts'
import { REGULAR_EXPRESSIONS } from './regular-expressions.ts'

/** A function of which more must be known than its arguments' types; undefined: not this way. */
export type SpecialFunction = (call: Call, context: Context) => Typed | undefined

const ALL: Readonly<Record<string, SpecialFunction>> = {
  ...AGGREGATES,
  ...CONDITIONALS,
  ...DATES,
  ...JSON_FUNCTIONS,
  ...REGULAR_EXPRESSIONS,
  ...ROUNDINGS,
  reduce,
}

export const specialFunction = (name: string): SpecialFunction | undefined =>
  Object.hasOwn(ALL, name) ? ALL[name] : undefined
