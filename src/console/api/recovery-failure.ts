import { problemText, RecoveryProblem } from '../../doctor/index.ts'
import { ConsoleFailure } from '../fault.ts'

/** Why there is no recovery, in the language of the page. */
export async function inLanguage<Result>(
  language: 'en' | 'ja',
  work: () => Promise<Result>,
): Promise<Result> {
  return work().catch((thrown: unknown) => {
    if (!(thrown instanceof RecoveryProblem)) throw thrown
    const { message, hints } = problemText(thrown, language)
    throw new ConsoleFailure('CannotRecover', message, hints)
  })
}
