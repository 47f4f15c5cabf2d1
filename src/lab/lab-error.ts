import { tell, ToldFailure, type FactsOf } from '../base/told-failure.ts'
import type { Sentence } from './stage.ts'
import { labFailureWords, type LabFailureId, type LabFailures } from './words/failures.ts'

/** A rehearsal that cannot be played, and what to type instead. */
export class LabError extends ToldFailure {
  override readonly name = 'LabError'
}

export const labError = <Id extends LabFailureId>(
  id: Id,
  facts: FactsOf<LabFailures[Id]>,
  options?: ErrorOptions,
): LabError => new LabError((language) => tell(labFailureWords(language)[id], facts), options)

/** What somebody did was not refused, or otherwise than the story has it. */
export const notRefused = (
  { who, does, code }: { readonly who: string; readonly does: Sentence; readonly code: string },
  cause: unknown,
): LabError =>
  new LabError(
    (language) => tell(labFailureWords(language).notRefused, { who, does: does[language], code }),
    { cause },
  )
