// The sentences about a proposed key policy, in the languages of the reports.

import type { Language } from '../../report/words/words.ts'
import type { FaultKind } from '../principal-fault.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export interface ProposedWords {
  readonly faults: Readonly<Record<FaultKind, string>>
  /** Where it stands, what stands there, and what is wrong with it. */
  readonly fault: string
  readonly faultNoLine: string
  readonly meant: string
  readonly statement: string
  readonly deniedBy: string
  /** Only once another administrator is there: https://repost.aws/knowledge-center/update-key-policy-future */
  readonly bypass: string
  readonly allowInIam: string
  /** A proposed policy that comes from an event. */
  readonly ofEvent: string
  /** The key that is to be made. */
  readonly newKey: string
  readonly newPolicy: string
  readonly deployer: string
  readonly askForPolicy: string
  readonly unseenNames: string
  readonly unnamedKey: string
  readonly needsKey: string
}

const CATALOGUES: Readonly<Record<Language, ProposedWords>> = { en: english, ja: japanese }

export const proposedWordsFor = (language: Language): ProposedWords => CATALOGUES[language]
