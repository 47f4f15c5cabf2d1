// `npm run check:mutants`: every listed fault, each in a copy of src/policy of its own. The policy
// cases alone must catch all of them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tryMutant } from './mutate.ts'
import { MUTANTS } from './policy-mutants.ts'

const folder = join(import.meta.dirname, '../../test/policy/cases')
const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
// The shortest files first: most faults show at once.
const caseTexts = texts.toSorted((one, other) => one.length - other.length)

let missed = 0
for (const mutant of MUTANTS) {
  const verdict = await tryMutant(mutant, caseTexts)
  if (verdict === 'caught') continue
  missed += 1
  console.log(`${verdict}: ${mutant.file}: ${mutant.fault}: ${mutant.from}`)
}
console.log(`${MUTANTS.length - missed} of ${MUTANTS.length} faults were caught`)
process.exitCode = missed === 0 ? 0 : 1
