// Puts one fault into a temporary copy of src/policy and asks the policy cases whether they see it.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CasesRun } from '../../src/policy/index.ts'
import type { Mutant } from './policy-mutants.ts'

const src = join(import.meta.dirname, '../../src')

/** `caught` by at least one case; `survived`; `stale`: there is no such line any more. */
export type Verdict = 'caught' | 'survived' | 'stale'

export async function tryMutant(
  { file, from, to }: Mutant,
  caseTexts: readonly string[],
): Promise<Verdict> {
  const text = readFileSync(join(src, 'policy', file), 'utf8')
  if (text.split(from).length !== 2) return 'stale'
  const copy = mkdtempSync(join(tmpdir(), 'sparekey-mutant-'))
  try {
    // Modules are known by their real path, so that `base` is loaded once for all mutants.
    symlinkSync(join(src, 'base'), join(copy, 'base'))
    const isNeeded = (path: string): boolean => !path.endsWith('.test.ts')
    cpSync(join(src, 'policy'), join(copy, 'policy'), { recursive: true, filter: isNeeded })
    writeFileSync(
      join(copy, 'policy', file),
      text.replace(from, () => to),
    )
    return (await isCaught(copy, caseTexts)) ? 'caught' : 'survived'
  } finally {
    rmSync(copy, { recursive: true })
  }
}

interface CasesModule {
  readonly runCases: (text: string) => CasesRun
}

async function isCaught(copy: string, caseTexts: readonly string[]): Promise<boolean> {
  const url = pathToFileURL(join(copy, 'policy/cases.ts')).href
  const { runCases }: CasesModule = await import(url)
  return caseTexts.some((text) => seesFault(runCases, text))
}

/** A fault that breaks the engine outright is seen as well. */
function seesFault(runCases: CasesModule['runCases'], text: string): boolean {
  try {
    const run = runCases(text)
    return !('results' in run) || run.results.some(({ pass }) => !pass)
  } catch {
    return true
  }
}
