// The words of `recover`: what may stand in the way, and what the plan and the outcome say.

import type { Language } from '../../words/words.ts'
import type { WayIn } from '../../../recovery/ways-in.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export const PROBLEM_IDS = [
  ...['policyUnknown', 'nobodyLeft', 'makeAgain', 'nobodyKnown', 'onlyBySigningIn', 'wayClosed'],
  ...['cannotBecome', 'onlyItself', 'mayNotPut', 'noChangeHelps', 'noPrincipal'],
  ...['callerNotCovered', 'callerIamMissing', 'versionUnknown', 'goneInNotPrincipal'],
  ...['namesOnlyTheGone', 'policyInvalid', 'policyNamesTheGone', 'policyTooLarge'],
  ...['trustNotAgreed', 'trustChanged', 'otherAccount', 'changed', 'proverIsAnother'],
  ...['notTouched', 'interrupted', 'oldInForce', 'unknownInForce', 'otherInForce'],
  ...['putLocksOut', 'putMalformed', 'putInvalidPrincipals', 'putDenied', 'putTooLarge'],
  ...['putThrottled', 'putExpired', 'putKeyGone', 'putKeyState', 'putPendingDeletion'],
  'putRefused',
] as const
export type ProblemId = (typeof PROBLEM_IDS)[number]

export interface ProblemWords {
  readonly says: string
  readonly hints?: readonly string[]
}

export const NOTE_IDS = ['trustIsBack', 'trustIsOpen'] as const
export type NoteId = (typeof NOTE_IDS)[number]

export const PLAN_WORDS = [
  ...['title', 'notNeeded', 'notNeededForIam', 'sameAlready', 'rescuers', 'chosen', 'steps'],
  ...['openTrust', 'assumeRole', 'actAsSelf', 'put', 'prove', 'putTrustBack', 'target'],
  ...['ofRepair', 'ofVersion', 'ofFile', 'rebuilt', 'takenOut', 'madeAgain', 'lint', 'diff'],
  ...['access', 'lockoutPassed', 'lockoutUnknown', 'letsIn', 'keepsOut', 'cannotTell'],
  ...['multiRegion', 'earlierNew', 'earlierOld', 'earlierOther', 'earlierUnseen', 'earlierTrust'],
  ...['needsReopenTrust', 'notApplied', 'lintMore'],
] as const
export type PlanWord = (typeof PLAN_WORDS)[number]

export const OUTCOME_WORDS = [
  ...['doneByCall', 'tried', 'doneByEngine', 'notReadByCall', 'notReadByEngine', 'already'],
  ...['readBackRefused', 'kept', 'trustPutBack', 'trustLeft', 'interrupted'],
  ...['multiRegionNext'],
] as const
export type OutcomeWord = (typeof OUTCOME_WORDS)[number]

export interface RecoveryWords {
  readonly problems: Readonly<Record<ProblemId, ProblemWords>>
  readonly notes: Readonly<Record<NoteId, string>>
  readonly plan: Readonly<Record<PlanWord, string>>
  readonly becoming: Readonly<Record<Becoming, string>>
  readonly outcome: Readonly<Record<OutcomeWord, string>>
}

export type Becoming = WayIn['becoming']

const CATALOGUES: Readonly<Record<Language, RecoveryWords>> = { en: english, ja: japanese }

export const recoveryWords = (language: Language): RecoveryWords => CATALOGUES[language]
