// What AWS Support needs where nobody is left who can change the key policy: a text to paste into
// a case. AWS Support is written to in English; a cover note says so where the reader is not.

import { gotOf, isUnseen, reasonOf } from '../evidence/answer.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { PolicyEvent } from '../evidence/policy-event.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { documentText } from '../document-text.ts'
import type { Language } from './words/words.ts'

export const SUPPORT_FILE = 'aws-support-case.txt'

export interface CaseOptions {
  readonly lang: Language
  /** All actions that are denied. */
  readonly denied: readonly string[]
}

export function supportCase(
  diagnosis: Diagnosis,
  evidence: Evidence,
  { lang, denied }: CaseOptions,
): string {
  const sections = [
    ...(lang === 'ja' ? [COVER_NOTE] : []),
    'Subject: KMS key policy that no principal can change any more',
    opening(diagnosis, evidence, denied),
    titled('What happened', eventLines(evidence)),
    titled('The principals that the key policy names', principalLines(evidence)),
    titled('What was tried', triedLines(diagnosis, evidence)),
    titled(policyTitle(diagnosis), [policyText(diagnosis)]),
    REQUEST,
  ]
  return sections.join('\n\n')
}

const COVER_NOTE = `この下の英文を、AWS サポートのケースにそのまま貼り付けてください。ケースは、キーを所有する
アカウントから作成します。本人確認のため、アカウントに登録された連絡先に AWS から連絡が来る
ことがあります。最初の行から次の区切り線までは、貼り付ける必要はありません。
----------------------------------------------------------------`

const REQUEST = `What we ask for
  Please help us regain control of this key: a key policy with which the account that owns
  the key can manage it again. Please tell us what you need to verify that the account is ours.
  Please do not schedule the deletion of the key.`

function opening(
  { request }: Diagnosis,
  { where, key }: Evidence,
  denied: readonly string[],
): string {
  const state = gotOf(key.description)?.state ?? 'not known: DescribeKey is refused as well'
  const rows = [
    ['Key', request.key],
    ['Account', where.account],
    ['Region', where.region],
    ['Key state', state],
    ['Asking', request.principal],
    ['Refused', denied.join(', ')],
  ]
  return rows.map(([name = '', value = '']) => `${`${name}:`.padEnd(11)} ${value}`).join('\n')
}

const titled = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => line.replaceAll(/^/gm, '  '))].join('\n')

/** With their ids, by which AWS finds them in CloudTrail. */
function eventLines({ events, versions }: Evidence): readonly string[] {
  const found = gotOf(events)?.events ?? versions.map(({ event }) => event)
  const told = found.slice(-eventsMax).map(eventLine)
  return told.length > 0 ? told : ['No event about the policy of this key could be seen.']
}

const eventsMax = 20

function eventLine({ eventTime, eventName, eventId, by, bypassed, error }: PolicyEvent): string {
  const safety = bypassed ? ', with the policy lockout safety check bypassed' : ''
  const failure = error === undefined ? '' : `\n  failed: ${error.code}: ${error.message}`
  return `${eventTime} ${eventName} by ${by}${safety}\n  event id ${eventId}${failure}`
}

const FATES = {
  exists: 'exists; it may not call PutKeyPolicy on this key',
  gone: 'no longer exists',
  recreated: 'was deleted; one of the same name was created later',
  unknown: 'could not be looked up',
} as const

function principalLines({ known }: Evidence): readonly string[] {
  const named = known?.named.map(({ value, fate }) => `${value}: ${FATES[fate]}`) ?? []
  return named.length > 0 ? named : ['none that could be seen']
}

function triedLines({ sentence }: Diagnosis, { keyPolicy, key }: Evidence): readonly string[] {
  const refusals = [keyPolicy, key.description].flatMap((answer) =>
    isUnseen(answer) ? [reasonOf(answer)] : [],
  )
  const sentences = [...new Set([...(sentence === undefined ? [] : [sentence]), ...refusals])]
  return [
    ...sentences,
    'No principal of the account, its root user included, is allowed kms:PutKeyPolicy by this',
    'key policy, and no grant can carry GetKeyPolicy or PutKeyPolicy.',
  ]
}

function policyTitle({ keyPolicy }: Diagnosis): string {
  const { source, eventName = '', eventTime = '', eventId = '' } = keyPolicy
  if (source === 'current') return 'The key policy in force'
  return `The last known key policy, as of ${eventName} at ${eventTime} (event id ${eventId})`
}

const policyText = ({ keyPolicy: { policy } }: Diagnosis): string =>
  policy === undefined ? 'not known' : documentText(policy)
