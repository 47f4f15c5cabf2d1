import { ResourceNumberLimitExceededException } from '../errors.ts'

/** Throws when there are already as many as there may be. */
export function requireRoom(there: Iterable<unknown>, max: number, of: string): void {
  let count = 0
  for (const _one of there) {
    count += 1
    if (count >= max) throw noRoom(max, of)
  }
}

/** The sentence is ours: AWS's is not known. */
export const noRoom = (max: number, of: string) =>
  ResourceNumberLimitExceededException(`There can be at most ${max} ${of}.`)
