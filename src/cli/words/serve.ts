import { styleText } from 'node:util'
import { columnsOf } from '../../base/columns.ts'
import type { SeedStep } from '../../server/seed/seeder.ts'
import type { RunningServer } from '../../server/start.ts'
import type { Language } from '../terminal.ts'

const SERVICES = 'KMS, IAM, STS, Organizations, CloudTrail, S3, Athena, Glue'

const en = {
  ready: (endpoint: string) => `Sparekey is serving on ${endpoint}`,
  services: 'services',
  accounts: 'accounts',
  data: 'data',
  credentials: 'credentials',
  noCredentials: 'not written (--no-credentials-file)',
  enforced: 'enforced',
  enforcedText:
    'signatures, key policies, grants, bucket policies, IAM\n' +
    'policies, permissions boundaries, session policies, SCPs and\n' +
    'RCPs, VPC endpoint policies; every call leaves its event',
  notEnforced: 'not there',
  notEnforcedText: 'other services that use keys (EBS, ...);\nsee docs/reference/operations.md',
  lookups: 'event history',
  lookupsText: (rate: number | 'off') =>
    rate === 'off' ? 'LookupEvents without a limit' : `LookupEvents ${rate} times a second`,
  seeded: 'seeded',
  seededNothing: 'nothing to change: the stack holds all of it',
  reset: 'INSECURE: whoever reaches this port can empty it (POST /_sparekey/reset)',
  clock: 'INSECURE: whoever reaches this port can move its clock (POST /_sparekey/clock)',
  serviceCalls: 'INSECURE: any root user here can call as an AWS service (x-sparekey-service)',
  plainHttp: 'INSECURE: what crosses the network is in clear (--insecure-plain-http)',
  vpcEndpoints: 'VPC endpoints',
}

const ja: typeof en = {
  ready: (endpoint) => `Sparekey: ${endpoint} で提供中`,
  services: 'サービス',
  accounts: 'アカウント',
  data: 'データ',
  credentials: '認証情報',
  noCredentials: '書き込みなし (--no-credentials-file)',
  enforced: '適用される',
  enforcedText:
    '署名、キーポリシー、グラント、バケットポリシー、IAM ポリシー、\n' +
    'アクセス許可の境界、セッションポリシー、SCP と RCP、VPC\n' +
    'エンドポイントポリシー。すべての呼び出しがイベントを残します',
  notEnforced: '含まれない',
  notEnforcedText: 'キーを使うほかのサービス (EBS など)。\ndocs/reference/operations.md を参照',
  lookups: 'イベント履歴',
  lookupsText: (rate) =>
    rate === 'off' ? 'LookupEvents は無制限' : `LookupEvents は毎秒 ${rate} 回`,
  seeded: 'シード',
  seededNothing: '変更なし: スタックにはすべて入っています',
  reset: '危険: このポートに届く誰もがスタックを空にできます (POST /_sparekey/reset)',
  clock: '危険: このポートに届く誰もが時計を進められます (POST /_sparekey/clock)',
  serviceCalls: '危険: root ユーザーが AWS サービスとして呼び出せます (x-sparekey-service)',
  plainHttp: '危険: ネットワーク上の通信は暗号化されません (--insecure-plain-http)',
  vpcEndpoints: 'VPC エンドポイント',
}

export const serveWords = (language: Language) => (language === 'ja' ? ja : en)

/** The part of the options that a person should see again. */
export interface Served {
  readonly data: string
  readonly lookupEventsRate: number | 'off'
  readonly insecureAllowReset?: boolean
  readonly insecureAllowClock?: boolean
  readonly insecureAllowServiceCalls?: boolean
  readonly insecurePlainHttp?: boolean
}

type BannerFacts = Pick<
  RunningServer,
  'endpoint' | 'vpcEndpoints' | 'accounts' | 'credentialsFile' | 'seeded'
>

/** What a person should know of a stack that is ready: where it is, and what it is not. */
export function banner(language: Language, server: BannerFacts, options: Served): string {
  const words = serveWords(language)
  const { endpoint, vpcEndpoints, accounts, credentialsFile, seeded } = server
  const ways = [...vpcEndpoints].map(([id, url]) => `${id} ${url}`)
  const rows: readonly (readonly [string, string])[] = [
    ...(ways.length > 0 ? [[words.vpcEndpoints, ways.join('\n')] as const] : []),
    [words.services, SERVICES],
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
    ...(options.insecureAllowServiceCalls ? [words.serviceCalls] : []),
    ...(options.insecurePlainHttp ? [words.plainHttp] : []),
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
