import { ValidationException } from './errors.ts'

interface Range {
  readonly min?: number
  readonly max: number
}

/** Some members may be less than the model says: KMS checks that itself, in the model's words. */
export function requireWithin(value: number, { min = 1, max }: Range, member: string): number {
  if (value >= min && value <= max) return value
  const bound = value > max ? `less than or equal to ${max}` : `greater than or equal to ${min}`
  throw ValidationException(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy ` +
      `constraint: Member must have value ${bound}`,
  )
}
