import { cliPage } from './cli.ts'
import { differencesPage } from './differences.ts'
import { lintPage } from './lint.ts'
import { operationsPage } from './operations.ts'

/** Path from the root of the repository, and what should stand there. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/cli.md', cliPage()],
    ['docs/reference/lint.md', lintPage()],
    ['docs/reference/operations.md', operationsPage()],
    ['docs/reference/differences.md', differencesPage()],
  ])
}
