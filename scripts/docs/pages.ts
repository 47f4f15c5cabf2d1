import { athenaSqlPage } from './athena-sql.ts'
import { ciphertextVectors } from './ciphertext-vectors.ts'
import { cliPage } from './cli.ts'
import { configurationPage } from './configuration.ts'
import { differencesPage } from './differences.ts'
import { lintPage } from './lint.ts'
import { operationsPage } from './operations.ts'
import { diagnosisSchema } from '../../src/doctor/index.ts'
import { seedJsonSchema } from '../../src/seed/json-schema.ts'

/** Path from the root of the repository, and what should stand there. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    [
      'docs/internals/ciphertext-vectors.json',
      `${JSON.stringify(ciphertextVectors, undefined, 2)}\n`,
    ],
    ['docs/reference/cli.md', cliPage()],
    ['docs/reference/configuration.md', configurationPage()],
    ['docs/reference/lint.md', lintPage()],
    ['docs/reference/operations.md', operationsPage()],
    ['docs/reference/athena-sql.md', athenaSqlPage()],
    ['docs/reference/differences.md', differencesPage()],
    ['docs/reference/diagnosis.schema.json', `${JSON.stringify(diagnosisSchema, undefined, 2)}\n`],
    ['docs/reference/seed.schema.json', `${JSON.stringify(seedJsonSchema(), undefined, 2)}\n`],
  ])
}
