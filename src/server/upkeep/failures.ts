// What keeps the data directory from being backed up, restored, checked or sealed anew.

import {
  tell,
  ToldFailure,
  type FactsOf,
  type FailureWords,
  type Language,
} from '../../base/told-failure.ts'
import { english } from './words/en.ts'
import { japanese } from './words/ja.ts'

export class UpkeepFailure extends ToldFailure {
  override readonly name = 'UpkeepFailure'
}

type Sentences = typeof english
export type UpkeepFailureId = keyof Sentences

interface More {
  /** Hints that need no translation: commands and options. */
  readonly lines?: readonly string[]
  readonly cause?: unknown
}

const CATALOGUES: Readonly<Record<Language, Readonly<Record<UpkeepFailureId, FailureWords>>>> = {
  en: english,
  ja: japanese,
}

/** By its id: the sentences are in the catalogue, in every language. */
export const upkeepFailure = <Id extends UpkeepFailureId>(
  id: Id,
  facts: FactsOf<Sentences[Id]>,
  { lines, cause }: More = {},
): UpkeepFailure =>
  new UpkeepFailure((language) => tell(CATALOGUES[language][id], facts, lines), { cause })
