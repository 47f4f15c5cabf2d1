// The message catalogues: every sentence by its id, with `{places}` for the facts.

import type { Language } from '../../../base/told-failure.ts'
import type { FindingId } from '../../finding.ts'
import { policyNamesIn, type PolicyNames } from '../../policy-names/words/words.ts'
import type { RemedyId } from '../../remedies/remedy.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export { fill } from '../../../base/fill.ts'
export type { Language }

export interface FindingWords {
  readonly fail: string
  /** In place of `fail`, where the policy that refuses could be read. */
  readonly seen?: string
  readonly pass?: string
  readonly unknown?: string
}

export interface Words {
  readonly findings: Readonly<Record<FindingId, FindingWords>>
  readonly remedies: Readonly<Record<RemedyId, string>>
  /** What would be known, by permission; `other` for the rest. */
  readonly questions: Readonly<Record<string, string>> & { readonly other: string }
  readonly report: Readonly<Record<ReportWord, string>>
  readonly becoming: Readonly<Record<'self' | 'assume' | 'chain' | 'reopen' | 'other', string>>
  readonly layers: Readonly<Record<'identity' | 'boundary' | 'keyPolicy', string>>
  readonly policyNames: PolicyNames
  readonly says: Readonly<Record<'allow' | 'silent' | 'deny' | 'unknown' | 'notApplicable', string>>
}

export const REPORT_WORDS = [
  'where',
  'awsEndpoint',
  'allowed',
  'denied',
  'deniedOne',
  'proposedAllowed',
  'proposedRefused',
  'proposedRefusedUnseen',
  'proposedUnknown',
  'nameTheKey',
  'fromTitle',
  'fromAction',
  'fromKey',
  'fromVia',
  'fromContext',
  'cannotTell',
  'why',
  'whoAsks',
  'awsSays',
  'otherFindings',
  'currentPolicy',
  'lastKnownPolicy',
  'noPolicy',
  'gap',
  'gapWhole',
  'change',
  'changedBy',
  'bypassed',
  'attemptDenied',
  'attemptRefused',
  'noDifference',
  'whoCan',
  'nobody',
  'whatToType',
  'orAwsCli',
  'whatChanges',
  'gains',
  'loses',
  'proved',
  'provedInIam',
  'notProved',
  'support',
  'supportCase',
  'unseen',
  'unseenAdvice',
  'theseCredentials',
  'everybody',
  'condition',
  'firstVersion',
  'historyTitle',
  'noHistory',
  'gapTooMany',
  'gapRefused',
  'gapInterrupted',
  'gapInterruptedWhole',
  'gapInLogs',
  'gapInLogsWhole',
  'delivered',
  'searchedTitle',
  'sourceEventHistory',
  'sourceAthena',
  'sourceLogFiles',
  'searchedAll',
  'searchedFiles',
  'searchedBytes',
  'searchedSince',
  'searchedUntil',
  'searchedPartly',
  'searchedNot',
  'searchedNotAgreed',
  'searchedNoTrail',
  'searchedNoTable',
  'outputHint',
  'needs',
  'eventId',
  'withAgent',
  'accessGained',
  'accessLost',
  'accessChanged',
  'accessAccount',
  'andMore',
  'keptIn',
  'declaredTitle',
  'declaredHere',
  'declaredAny',
  'declaredDiffers',
  'policyAt',
  'policyAtUnknown',
  'proposeTable',
  'proposeQuery',
  'proposeAtLeast',
  'proposeAtMost',
  'proposeUnknown',
  'proposeCost',
  'stepLookingUp',
  'stepListing',
  'stepQuerying',
  'stepReading',
] as const
export type ReportWord = (typeof REPORT_WORDS)[number]

const CATALOGUES: Readonly<Record<Language, Words>> = {
  en: { ...english, policyNames: policyNamesIn('en') },
  ja: { ...japanese, policyNames: policyNamesIn('ja') },
}

export const wordsFor = (language: Language): Words => CATALOGUES[language]
