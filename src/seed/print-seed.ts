import { stringify } from 'yaml'
import { isJsonObject, type Json, parseJson } from '../base/json.ts'
import { type Seed, seedFormat } from './format.ts'
import type { Shape } from './shape.ts'

/** The seed as a YAML file, under what is to be said of it. */
export function printSeed(seed: Seed, notes: readonly string[] = []): string {
  const comments = notes.map((note) => `# ${note}\n`).join('')
  return comments + stringify(writtenOut(seed, seedFormat), { lineWidth: 100 })
}

/** The seed as JSON text. */
export const printSeedJson = (seed: Seed): string =>
  `${JSON.stringify(writtenOut(seed, seedFormat), undefined, 2)}\n`

/** Policies are mappings in a file, so that people can read and change them. */
function writtenOut(value: unknown, shape: Shape): Json {
  switch (shape.kind) {
    case 'policy': {
      const document = parseJson(String(value))
      return isJsonObject(document) ? document : String(value)
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => writtenOut(item, shape.item))
    case 'map':
      return members(value, () => shape.value)
    case 'object':
      return members(value, (name) => shape.members[name])
    default:
      return value as Json
  }
}

function members(value: unknown, shapeOf: (name: string) => Shape | undefined): Json {
  const written = Object.entries(value as object).flatMap(([name, member]) => {
    const shape = shapeOf(name)
    return shape && member !== undefined ? [[name, writtenOut(member, shape)] as const] : []
  })
  return Object.fromEntries(written)
}
