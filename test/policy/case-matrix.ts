// What the case files cover, read off the cases themselves and not off what they claim to be.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCases } from '../../src/policy/cases.ts'

const folder = join(import.meta.dirname, 'cases')

export const caseFiles: readonly { readonly name: string; readonly text: string }[] = readdirSync(
  folder,
).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** As far as the matrix looks into a case. */
export interface Case {
  readonly id: string
  readonly expect: string
  readonly source?: string
  readonly rule?: string
  readonly request?: { readonly context?: Readonly<Record<string, readonly string[]>> }
  readonly resourcePolicy?: { readonly Statement: unknown } | null
}

export const cases: readonly Case[] = caseFiles.flatMap(({ text }) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => JSON.parse(line)),
)

/** How often each layer settled each outcome: `scp implicitDeny`. */
export function settledCells(): ReadonlyMap<string, number> {
  const cells = new Map<string, number>()
  for (const { text } of caseFiles) {
    const run = runCases(text)
    if (!('results' in run)) continue
    for (const { layer, got } of run.results) if (layer) count(cells, `${layer} ${got}`)
  }
  return cells
}

/** How often each operator met each situation: `StringLike, missing key`. */
export function operatorCells(): ReadonlyMap<string, number> {
  const cells = new Map<string, number>()
  for (const one of cases) {
    const cell = operatorCell(one)
    if (cell !== undefined) count(cells, cell)
  }
  return cells
}

/** Of a case whose key policy is one Allow with one condition, which settles it alone. */
function operatorCell({ resourcePolicy, request, expect }: Case): string | undefined {
  const [statement, ...others] = [resourcePolicy?.Statement ?? []].flat() as {
    readonly Effect: string
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }[]
  const [[spelled, keys] = [], ...operators] = Object.entries(statement?.Condition ?? {})
  const [key, ...moreKeys] = Object.keys(keys ?? {})
  if (spelled === undefined || key === undefined || statement?.Effect !== 'Allow') return undefined
  if (others.length + operators.length + moreKeys.length > 0) return undefined
  const [, set = '', name = '', ifExists = ''] =
    /^(ForA\w+:)?(\w+?)(IfExists)?$/.exec(spelled) ?? []
  const isThere = Object.hasOwn(request?.context ?? {}, key)
  const situation = isThere ? (expect === 'allow' ? 'match' : 'no match') : 'missing key'
  return `${name}, ${[set.slice(0, -1), ifExists, situation].filter(Boolean).join(' ')}`
}

function count(cells: Map<string, number>, cell: string): void {
  cells.set(cell, (cells.get(cell) ?? 0) + 1)
}
