// What the commands say when they cannot do their work.

import type { FailureCatalogue, FailureWords } from '../../base/told-failure.ts'
import type { Language } from '../terminal.ts'

const OTHER_DIRECTORY = 'or start with another directory: --data DIR'
const WITH_FILE = '{serve} (without --no-credentials-file)'

const en = {
  unexpected: { says: '{message}', hints: ['SPAREKEY_DEBUG=1 shows where'] },
  unreachable: {
    says: 'the endpoint does not answer: {reason}',
    hints: ['--endpoint names another one'],
  },
  nothingAnswers: { says: 'nothing answers at {endpoint}: {reason}' },
  credentialsMissing: {
    says: 'no credentials: {reason}',
    hints: ['--profile NAME, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
  },
  noCredentials: { says: 'there are no AWS credentials to ask with' },
  noCredentialsOneOf: {
    says: 'there are no AWS credentials to ask with',
    hints: ['--profile, one of: {profiles}'],
  },
  profileWithout: { says: 'the profile `{profile}` gives no AWS credentials' },
  profileWithoutOneOf: {
    says: 'the profile `{profile}` gives no AWS credentials',
    hints: ['--profile, one of: {profiles}'],
  },
  regionMissing: { says: 'no Region: the key is in one' },
  noEndpoint: { says: '`{text}` is not the URL of an endpoint' },

  inputTooLarge: {
    says: 'standard input holds more than {mebibytes} MiB',
    hints: ['the error itself, or the end of the log, is enough'],
  },
  noContextPair: { says: '`{text}` is not a context key with its value' },
  noParameterPair: { says: '`{text}` is not a parameter with its value' },
  evidenceTooLarge: { says: '`{file}`: evidence has at most {mebibytes} MiB' },
  noMoment: { says: '`{text}` is no day and no time' },
  noAccount: { says: '`{text}` is not an account' },
  noAccountDigits: { says: '`{text}` is not an account: twelve digits' },
  noRegion: { says: '`{text}` is not a Region' },
  noPrincipal: { says: '`{arn}` is not the ARN of a user, a role, a session or the root user' },
  noAction: { says: '`{action}` is not an action' },
  noFinding: { says: 'there is no finding `{finding}`' },
  unreadable: { says: '`{file}` cannot be read: {reason}' },
  fileMissing: { says: '`{file}` cannot be read: there is no such file' },
  wrongAt: { says: '{place}: {says}' },
  unwritable: { says: '`{file}` cannot be written: {reason}' },
  isThere: {
    says: '`{file}` is there already',
    hints: ['another name', '--yes replaces it'],
  },

  chargesNotAgreed: {
    says: 'nobody is here to agree to what Athena charges for',
    hints: ['--yes agrees to it'],
  },
  changeNotAgreed: {
    says: 'nobody is here to agree to the change',
    hints: ['--yes agrees to it'],
  },
  interrupted: { says: 'interrupted; nothing has been changed' },
  applyNeedsAccount: { says: 'on AWS, --apply --yes must name the account that is meant' },
  applyFromEvidence: {
    says: 'a plan can be made from evidence, and nothing can be applied',
    hints: ['the same command without --evidence plans from what is in force, and applies that'],
  },
  twoTargets: {
    says: '--to and --policy both say what is to be put',
    hints: ['give one of them'],
  },
  regionsExclude: { says: '--region and --all-regions exclude each other' },
  whosePolicies: { says: 'whose policies are these' },
  whichKey: { says: 'which key? An error message tells it as well' },
  notUnderstood: {
    says: 'the text tells of no refusal by KMS',
    hints: [
      'looked for: `User: ... is not authorized to perform: kms:...`, an AccessDenied exception ' +
        'that names KMS, a refused key policy, a CloudTrail event with an errorCode',
      'sparekey doctor KEY asks without it',
    ],
  },

  noStack: { says: '{endpoint} is not a Sparekey stack' },
  noStackForLab: {
    says: '{endpoint} is not a Sparekey stack, and a rehearsal plays nowhere else',
  },
  credentialsFileGone: {
    says: '{file} is not there, and it holds the root access key',
    hints: [WITH_FILE],
  },
  credentialsFileNone: {
    says: 'this stack writes no credentials file, and the rehearsal needs the root access key in it',
    hints: [WITH_FILE],
  },
  credentialsFileNoneForSnapshot: {
    says: 'this stack writes no credentials file, and its root access keys are there',
    hints: [WITH_FILE],
  },
  profileNotInFile: {
    says: '{file} has no profile [{account}]: the rehearsal plays in that account',
  },
  noRootProfile: {
    says: '`{account}` is not the root profile of an account of {file}',
    hints: ['--profile, one of: {profiles}'],
  },

  vpcEndpointTwice: { says: 'the VPC endpoint `{id}` is there twice' },
  noVpcEndpoint: { says: '`{text}` is not a VPC endpoint with its port' },
  noXksProxy: { says: '`{text}` is not the host of a proxy with its address and port' },
  workersHaveClocks: {
    says: 'with --workers there is no clock that all share: leave out --insecure-allow-clock',
  },
  noAthenaEngine: { says: '`{text}` is not an engine for Athena: duckdb, or trino=URL' },
  halfRootKey: {
    says: 'half an access key is set for the root user',
    hints: ['set both SPAREKEY_ROOT_ACCESS_KEY_ID and SPAREKEY_ROOT_SECRET_ACCESS_KEY'],
  },
  consolePortInUse: {
    says: 'port {port} is in use: the console cannot have it',
    hints: ['--console-port 0 takes a free one', '--no-console does without'],
  },
  portInUseByConsole: {
    says: 'port {port} is in use on {host}: is a console running?',
    hints: ['--port 0 takes a free one'],
  },
  portInUseByStack: { says: 'port {port} is in use on {host}: is a stack running?' },
  noOwnAddress: { says: '{host} is not an address of this machine' },
  noOwnName: { says: '`{host}` is no name of this machine' },
  portNotAllowed: { says: 'port {port} may not be listened on' },
  readOnlyDisk: { says: '`{path}` is on a read-only disk', hints: [OTHER_DIRECTORY] },
  diskFull: { says: 'the disk is full', hints: ['make room', OTHER_DIRECTORY] },
  noDirectory: { says: '`{path}` is not a directory' },
  notPermitted: {
    says: '`{path}` may not be read or written by this user',
    hints: ["ls -ld '{path}' shows whose it is", OTHER_DIRECTORY],
  },
  noCollector: { says: '`{text}` is not the URL of a collector' },
  noSettings: { says: '`{file}` is no JSON object of settings: {reason}' },
  noSetting: {
    says: '`{file}`: there is no setting `{key}`',
    hints: ['sparekey serve --help names them: --tls-cert is `tls-cert`'],
  },
  noVariable: { says: 'the environment has `{name}`, and there is no such setting' },
  settingNoSwitch: { says: '`{place}` is true or false' },
  settingNoList: { says: '`{place}` is a list of texts' },
  settingNoText: { says: '`{place}` is a text or a number' },
  settingWrong: { says: '`{place}` cannot be `{value}`: {reason}' },
  plainHttpElsewhere: {
    says: 'on `{host}` others can listen in: the stack needs a certificate',
    hints: ['--insecure-plain-http, where something in front speaks TLS'],
  },
  halfCertificate: { says: 'TLS takes a certificate and its key' },
  noCertificate: { says: '`{cert}` and `{key}` are no certificate with its private key' },
} as const

export type CliFailures = typeof en
export type CliFailureId = keyof CliFailures
type Catalogue = Readonly<Record<CliFailureId, FailureWords>>

const OTHER_DIRECTORY_JA = 'または別のディレクトリで起動する: --data DIR'
const WITH_FILE_JA = '{serve} (--no-credentials-file なしで)'

const ja: Catalogue = {
  unexpected: { says: '{message}', hints: ['SPAREKEY_DEBUG=1 で発生箇所を表示します'] },
  unreachable: {
    says: 'エンドポイントが応答しません: {reason}',
    hints: ['--endpoint で別のエンドポイントを指定できます'],
  },
  nothingAnswers: { says: '{endpoint} から応答がありません: {reason}' },
  credentialsMissing: {
    says: '認証情報がありません: {reason}',
    hints: ['--profile NAME、または AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY を指定する'],
  },
  noCredentials: { says: 'AWS に問い合わせるための認証情報がありません' },
  noCredentialsOneOf: {
    says: 'AWS に問い合わせるための認証情報がありません',
    hints: ['--profile に次のいずれかを指定する: {profiles}'],
  },
  profileWithout: { says: 'プロファイル `{profile}` から AWS の認証情報を得られません' },
  profileWithoutOneOf: {
    says: 'プロファイル `{profile}` から AWS の認証情報を得られません',
    hints: ['--profile に次のいずれかを指定する: {profiles}'],
  },
  regionMissing: { says: 'リージョンが指定されていません。キーのあるリージョンを指定してください' },
  noEndpoint: { says: '`{text}` はエンドポイントの URL ではありません' },

  inputTooLarge: {
    says: '標準入力が {mebibytes} MiB を超えています',
    hints: ['エラーの部分か、ログの末尾だけで足ります'],
  },
  noContextPair: { says: '`{text}` はコンテキストキーと値の組ではありません' },
  noParameterPair: { says: '`{text}` はパラメータと値の組ではありません' },
  evidenceTooLarge: { says: '`{file}`: 証拠ファイルの上限は {mebibytes} MiB です' },
  noMoment: { says: '`{text}` は日付でも時刻でもありません' },
  noAccount: { says: '`{text}` はアカウント ID ではありません' },
  noAccountDigits: { says: '`{text}` はアカウント ID ではありません (12 桁の数字です)' },
  noRegion: { says: '`{text}` はリージョンではありません' },
  noPrincipal: {
    says: '`{arn}` はユーザー、ロール、セッション、ルートユーザーのいずれの ARN でもありません',
  },
  noAction: { says: '`{action}` はアクションではありません' },
  noFinding: { says: '所見 `{finding}` はありません' },
  unreadable: { says: '`{file}` を読み取れません: {reason}' },
  fileMissing: { says: '`{file}` を読み取れません: ファイルがありません' },
  wrongAt: { says: '{place}: {says}' },
  unwritable: { says: '`{file}` に書き込めません: {reason}' },
  isThere: {
    says: '`{file}` はすでにあります',
    hints: ['別の名前を指定する', '--yes で上書きする'],
  },

  chargesNotAgreed: {
    says: 'Athena の料金への同意を確認できません (対話できるターミナルではありません)',
    hints: ['--yes で同意したものとします'],
  },
  changeNotAgreed: {
    says: '変更への同意を確認できません (対話できるターミナルではありません)',
    hints: ['--yes で同意したものとします'],
  },
  interrupted: { says: '中断しました。何も変更していません' },
  applyNeedsAccount: {
    says: 'AWS で --apply --yes を使うときは、対象のアカウントを指定してください',
  },
  applyFromEvidence: {
    says: '証拠ファイルから計画は立てられますが、適用はできません',
    hints: ['--evidence なしで同じコマンドを実行すると、現在のポリシーから計画して適用します'],
  },
  twoTargets: {
    says: '--to と --policy は、どちらも設定するポリシーの指定です',
    hints: ['どちらか一方を指定する'],
  },
  regionsExclude: { says: '--region と --all-regions は同時に指定できません' },
  whosePolicies: { says: 'これが誰のポリシーなのかを指定してください' },
  whichKey: { says: 'どのキーですか。エラーメッセージからも調べられます' },
  notUnderstood: {
    says: 'このテキストに KMS による拒否は見つかりません',
    hints: [
      '探したもの: `User: ... is not authorized to perform: kms:...`、KMS の出てくる ' +
        'AccessDenied 例外、拒否されたキーポリシー、errorCode のある CloudTrail イベント',
      'テキストなしで調べる: sparekey doctor KEY',
    ],
  },

  noStack: { says: '{endpoint} は Sparekey のスタックではありません' },
  noStackForLab: {
    says: '{endpoint} は Sparekey のスタックではありません。リハーサルはスタックでしか行えません',
  },
  credentialsFileGone: {
    says: 'ルートのアクセスキーを書いた {file} がありません',
    hints: [WITH_FILE_JA],
  },
  credentialsFileNone: {
    says: 'このスタックには認証情報ファイルがありません。リハーサルにはその中のルートのアクセスキーが必要です',
    hints: [WITH_FILE_JA],
  },
  credentialsFileNoneForSnapshot: {
    says: 'このスタックには認証情報ファイルがなく、ルートのアクセスキーを得られません',
    hints: [WITH_FILE_JA],
  },
  profileNotInFile: {
    says: '{file} にプロファイル [{account}] がありません。リハーサルはそのアカウントで行います',
  },
  noRootProfile: {
    says: '`{account}` は {file} にあるアカウントのルートのプロファイルではありません',
    hints: ['--profile に次のいずれかを指定する: {profiles}'],
  },

  vpcEndpointTwice: { says: 'VPC エンドポイント `{id}` が重複しています' },
  noVpcEndpoint: { says: '`{text}` は VPC エンドポイントとポートの組ではありません' },
  noXksProxy: { says: '`{text}` はプロキシのホストとアドレス・ポートの組ではありません' },
  workersHaveClocks: {
    says: '--workers では全プロセス共通の時計がないため、--insecure-allow-clock は指定できません',
  },
  noAthenaEngine: {
    says: '`{text}` は Athena のエンジンではありません。duckdb か trino=URL を指定してください',
  },
  halfRootKey: {
    says: 'ルートユーザーのアクセスキーが片方しか設定されていません',
    hints: ['SPAREKEY_ROOT_ACCESS_KEY_ID と SPAREKEY_ROOT_SECRET_ACCESS_KEY の両方を設定する'],
  },
  consolePortInUse: {
    says: 'ポート {port} は使用中のため、コンソールで使えません',
    hints: [
      '--console-port 0 なら空いているポートを使います',
      '--no-console ならコンソールなしで起動します',
    ],
  },
  portInUseByConsole: {
    says: '{host} のポート {port} は使用中です。コンソールがすでに動いていませんか',
    hints: ['--port 0 なら空いているポートを使います'],
  },
  portInUseByStack: {
    says: '{host} のポート {port} は使用中です。スタックがすでに動いていませんか',
  },
  noOwnAddress: { says: '{host} はこのマシンのアドレスではありません' },
  noOwnName: { says: '`{host}` はこのマシンの名前ではありません' },
  portNotAllowed: { says: 'ポート {port} で待ち受ける権限がありません' },
  readOnlyDisk: {
    says: '`{path}` は読み取り専用のディスク上にあります',
    hints: [OTHER_DIRECTORY_JA],
  },
  diskFull: { says: 'ディスクがいっぱいです', hints: ['空きを作る', OTHER_DIRECTORY_JA] },
  noDirectory: { says: '`{path}` はディレクトリではありません' },
  notPermitted: {
    says: '`{path}` は、このユーザーでは読み書きできません',
    hints: ["ls -ld '{path}' で所有者を確認できます", OTHER_DIRECTORY_JA],
  },
  noCollector: { says: '`{text}` はコレクターの URL ではありません' },
  noSettings: { says: '`{file}` は設定の JSON オブジェクトではありません: {reason}' },
  noSetting: {
    says: '`{file}`: `{key}` という設定はありません',
    hints: ['名前は sparekey serve --help にあります。--tls-cert なら `tls-cert` です'],
  },
  noVariable: { says: '環境変数 `{name}` に当たる設定はありません' },
  settingNoSwitch: { says: '`{place}` は true か false です' },
  settingNoList: { says: '`{place}` は文字列のリストです' },
  settingNoText: { says: '`{place}` は文字列か数値です' },
  settingWrong: { says: '`{place}` に `{value}` は指定できません: {reason}' },
  plainHttpElsewhere: {
    says: '`{host}` は他のマシンから届くため、スタックには証明書が必要です',
    hints: ['前段で TLS を終端しているなら --insecure-plain-http'],
  },
  halfCertificate: { says: 'TLS には証明書とその秘密鍵の両方が必要です' },
  noCertificate: { says: '`{cert}` と `{key}` は証明書と秘密鍵の組ではありません' },
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: en satisfies FailureCatalogue, ja }

export const failureWords = (language: Language): Catalogue => CATALOGUES[language]
