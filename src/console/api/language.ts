import { problemText, RecoveryProblem, type Language } from '../../doctor/index.ts'
import type { JsonObject } from '../../base/json.ts'
import { ConsoleFailure, optionalTextIn } from '../fault.ts'

/** The language of the page that asks: what is answered as sentences is in it. */
export const languageIn = (input: JsonObject): Language =>
  optionalTextIn(input, 'lang') === 'ja' ? 'ja' : 'en'

/** Why there is no recovery, in that language. */
export async function toldIn<Result>(lang: Language, work: Promise<Result>): Promise<Result> {
  return work.catch((thrown: unknown) => {
    if (!(thrown instanceof RecoveryProblem)) throw thrown
    const { message, hints } = problemText(thrown, lang)
    throw new ConsoleFailure(thrown.problem, message, hints)
  })
}
