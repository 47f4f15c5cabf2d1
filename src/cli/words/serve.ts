import { styleText } from 'node:util'
import { columnsOf } from '../../base/columns.ts'
import type { SeedStep } from '../../server/seed/seeder.ts'
import type { RunningServer } from '../../server/start.ts'
import type { Language } from '../terminal.ts'

const en = {
  ready: (endpoint: string) =>
    `Sparekey is serving KMS, IAM, STS, CloudTrail and S3 on ${endpoint}`,
  accounts: 'accounts',
  data: 'data',
  credentials: 'credentials',
  noCredentials: 'not written (--no-credentials-file)',
  enforced: 'enforced',
  enforcedText:
    'signatures, key policies, grants, IAM policies, permissions\n' +
    'boundaries, session policies; every call leaves its event',
  notEnforced: 'not there',
  notEnforcedText:
    'SCPs and RCPs, VPC endpoint policies, TLS, other services that\n' +
    'use keys (EBS, ...); see docs/reference/operations.md',
  lookups: 'event history',
  lookupsText: (rate: number | 'off') =>
    rate === 'off' ? 'LookupEvents without a limit' : `LookupEvents ${rate} times a second`,
  seeded: 'seeded',
  seededNothing: 'nothing to change: the stack holds all of it',
  reset: 'INSECURE: anybody who reaches this port can empty the stack (POST /_sparekey/reset)',
  clock: 'INSECURE: anybody who reaches this port can move its clock (POST /_sparekey/clock)',
}

const ja: typeof en = {
  ready: (endpoint) => `Sparekey が KMS、IAM、STS、CloudTrail、S3 を ${endpoint} で提供しています`,
  accounts: 'アカウント',
  data: 'データ',
  credentials: '認証情報',
  noCredentials: '書き込みなし (--no-credentials-file)',
  enforced: '適用される',
  enforcedText:
    '署名、キーポリシー、グラント、IAM ポリシー、アクセス許可の境界、\n' +
    'セッションポリシー。' +
    'すべての呼び出しが CloudTrail イベントを残します',
  notEnforced: '含まれない',
  notEnforcedText:
    'SCP と RCP、VPC エンドポイントポリシー、TLS、キーを使うほかのサービス\n' +
    '(EBS など)。docs/reference/operations.md を参照',
  lookups: 'イベント履歴',
  lookupsText: (rate) =>
    rate === 'off' ? 'LookupEvents は無制限' : `LookupEvents は毎秒 ${rate} 回`,
  seeded: 'シード',
  seededNothing: '変更なし: スタックにはすべて入っています',
  reset: '危険: このポートに届く誰もがスタックを空にできます (POST /_sparekey/reset)',
  clock: '危険: このポートに届く誰もが時計を進められます (POST /_sparekey/clock)',
}

/** The part of the options that a person should see again. */
export interface Served {
  readonly data: string
  readonly lookupEventsRate: number | 'off'
  readonly insecureAllowReset?: boolean
  readonly insecureAllowClock?: boolean
}

/** What a person should know of a stack that is ready: where it is, and what it is not. */
export function banner(
  language: Language,
  { endpoint, accounts, credentialsFile, seeded }: Omit<RunningServer, 'clock' | 'close'>,
  options: Served,
): string {
  const words = language === 'ja' ? ja : en
  const rows: readonly (readonly [string, string])[] = [
    [words.accounts, accounts.join(' ')],
    [words.data, options.data],
    [words.credentials, credentialsFile ?? words.noCredentials],
    [words.enforced, words.enforcedText],
    [words.notEnforced, words.notEnforcedText],
    [words.lookups, words.lookupsText(options.lookupEventsRate)],
    ...(seeded ? [[words.seeded, stepLines(seeded) || words.seededNothing] as const] : []),
  ]
  const insecure = [
    ...(options.insecureAllowReset ? [words.reset] : []),
    ...(options.insecureAllowClock ? [words.clock] : []),
  ]
  return [words.ready(endpoint), ...rows.map(row), ...insecure.map(loud)].join('\n')
}

const stepLines = (steps: readonly SeedStep[]): string =>
  steps.map(({ operation, on }) => `${operation} ${on}`).join('\n')

const labelColumns = 15

function row([label, text]: readonly [string, string]): string {
  const gap = ' '.repeat(Math.max(1, labelColumns - columnsOf(label)))
  return `  ${label}${gap}${text.replaceAll('\n', `\n${' '.repeat(labelColumns + 2)}`)}`
}

const loud = (text: string): string => styleText(['bold', 'red'], `  ${text}`)
