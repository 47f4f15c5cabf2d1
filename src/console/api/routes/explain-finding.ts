import { explainFinding as explain } from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import { languageIn } from '../language.ts'
import type { Route } from '../route.ts'

/** A browser breaks lines itself. */
const width = Number.MAX_SAFE_INTEGER

/** What a finding means, as its page in the documentation has it; null: there is no such one. */
export const explainFinding: Route = {
  name: 'explain-finding',
  answer: (input) => explain(textIn(input, 'id'), { lang: languageIn(input), width }) ?? null,
}
