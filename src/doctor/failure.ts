import { tell, ToldFailure, type FactsOf, type Language, type Told } from '../base/told-failure.ts'
import { failuresIn, type FailureId, type FailureSentences } from './failures/words/words.ts'

/**
 * Something the doctor was asked to do cannot be done; the hints say what to type instead.
 * `message` and `hints` are English; `told('ja')` has both in Japanese.
 */
export class DoctorFailure extends ToldFailure {
  override readonly name = 'DoctorFailure'
  /** The permission for want of which it cannot be done. */
  readonly missing: string | undefined

  constructor(
    told: (language: Language) => Told,
    options: ErrorOptions & { readonly missing?: string | undefined } = {},
  ) {
    super(told, options)
    this.missing = options.missing
  }
}

interface More {
  /** Hints that need no translation: commands, ARNs, AWS's sentences. */
  readonly lines?: readonly string[]
  readonly cause?: unknown
  /** See `DoctorFailure.missing`. */
  readonly missing?: string
}

/** By its id: the sentences are in the catalogue, in every language. */
export const doctorFailure = <Id extends FailureId>(
  id: Id,
  facts: FactsOf<FailureSentences[Id]>,
  { lines = [], cause, missing }: More = {},
): DoctorFailure => new DoctorFailure(telling(id, facts, lines), { cause, missing })

/** For failures that are classes of their own. */
export const telling =
  <Id extends FailureId>(id: Id, facts: FactsOf<FailureSentences[Id]>, lines?: readonly string[]) =>
  (language: Language): Told =>
    tell(failuresIn(language)[id], facts, lines)
