import { type CaseResult, runCases, type StatementRef } from '../../policy/index.ts'
import { readInputFile, unreadable } from '../input-file.ts'
import type { Terminal } from '../terminal.ts'
import { testWords } from '../words/test.ts'

export interface TestOptions {
  readonly json?: boolean
}

/** Decides the cases of the files with the policy engine; exit code 2 when some differ. */
export function test(
  files: readonly string[],
  { json = false }: TestOptions,
  terminal: Terminal,
): number {
  const results = files.flatMap(resultsOf)
  const differing = results.filter(({ pass }) => !pass)
  if (json) for (const result of results) terminal.print(JSON.stringify(result))
  else printText(results, differing, terminal)
  return differing.length === 0 ? 0 : 2
}

function resultsOf(file: string): readonly CaseResult[] {
  const run = runCases(readInputFile(file))
  if ('results' in run) return run.results
  throw unreadable(file, run)
}

function printText(
  results: readonly CaseResult[],
  differing: readonly CaseResult[],
  { language, print }: Terminal,
): void {
  const words = testWords(language)
  for (const { id, expect, got, layer, because, note } of differing) {
    const places = [...(layer ? [layer] : []), ...because.map(placeOf)].join(', ')
    const where = places === '' ? '' : ` (${places})`
    const why = note === undefined ? '' : `: ${note}`
    print(`${words.failed} ${id}: ${words.difference(expect, got)}${where}${why}`)
  }
  print(words.total(results.length - differing.length, differing.length))
}

const placeOf = ({ policy, statement, sid }: StatementRef): string =>
  `${policy} Statement[${statement}]${sid === undefined ? '' : ` "${sid}"`}`
