import { decimal, duckDbType } from '../sql-type.ts'
import { argumentsOf } from './arguments.ts'
import type { SpecialFunction } from './special-functions.ts'

/** Of a decimal: without its fraction, and one digit longer for what is carried. */
const whole: (name: string) => SpecialFunction = (name) => (call, context) => {
  if (call.arguments.length !== 1) return undefined
  const [value] = argumentsOf(call, context, 1)
  if (value?.type.kind !== 'decimal') return undefined
  const { precision, scale } = value.type
  const type = decimal(precision - scale + Math.min(scale, 1), 0)
  return { sql: `CAST(${name}(${value.sql}) AS ${duckDbType(type)})`, type }
}

export const ROUNDINGS: Readonly<Record<string, SpecialFunction>> = {
  round: whole('round'),
  ceil: whole('ceil'),
  ceiling: whole('ceil'),
  floor: whole('floor'),
}
