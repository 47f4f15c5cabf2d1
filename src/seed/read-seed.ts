import type { Seed } from './format.ts'
import { seedFormat } from './format.ts'
import {
  inOrder,
  type PlacedProblem,
  type SeedPath,
  type SeedPlace,
  type SeedProblem,
} from './problem.ts'
import { SeedFile } from './seed-file.ts'
import { SeedReader } from './seed-reader.ts'

/** A seed that keeps the format, and where each of its values stands. */
export interface PlacedSeed {
  readonly seed: Seed
  readonly placeOf: (path: SeedPath) => SeedPlace
}

export type SeedRead =
  { readonly placed: PlacedSeed } | { readonly problems: readonly PlacedProblem[] }

/** Reads a seed file, JSON or YAML: all of it, or everything that is wrong with it. */
export function readSeed(text: string): SeedRead {
  const file = new SeedFile(text)
  const placed = (problem: SeedProblem): PlacedProblem => ({
    ...(problem.place ?? file.placeAlong(problem.path)),
    says: problem.says,
  })
  if (file.problems.length > 0) return { problems: file.problems.map(placed) }
  const reader = new SeedReader(file)
  const seed = reader.read(file.root, seedFormat, [])
  if (reader.problems.length > 0) return { problems: inOrder(reader.problems.map(placed)) }
  // INVARIANT: without a problem, the reader has made what the shape says.
  return { placed: { seed: seed as Seed, placeOf: (path) => file.placeAlong(path) } }
}
