// Why a rehearsal cannot be played.

import type { FailureCatalogue, FailureWords, Language } from '../../base/told-failure.ts'

const en = {
  noKeyGiven: { says: '{operation} gave no key' },
  noCredentialsGiven: { says: '{operation} gave no credentials' },
  halfPlayed: {
    says: 'a rehearsal that was interrupted is in the way',
    hints: ['stop the stack, move its data directory away, and start again'],
  },
  notRefused: { says: '{who} {does}: {code} was expected' },
} as const

export type LabFailures = typeof en
export type LabFailureId = keyof LabFailures
type Catalogue = Readonly<Record<LabFailureId, FailureWords>>

const ja: Catalogue = {
  noKeyGiven: { says: '{operation} からキーが返りませんでした' },
  noCredentialsGiven: { says: '{operation} から認証情報が返りませんでした' },
  halfPlayed: {
    says: '途中で中断したリハーサルが残っています',
    hints: ['スタックを止め、データディレクトリを別の場所に移してから、起動し直す'],
  },
  notRefused: { says: '{who}: {does}: {code} になるはずでした' },
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: en satisfies FailureCatalogue, ja }

export const labFailureWords = (language: Language): Catalogue => CATALOGUES[language]
