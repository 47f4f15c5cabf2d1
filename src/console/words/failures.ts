// What the console says when it cannot answer a page itself.

import type { FailureCatalogue, FailureWords, Language } from '../../base/told-failure.ts'

const en = {
  aws: { says: '{message}' },
  failed: { says: 'the console failed to answer' },
  notAws: { says: 'what answers there does not answer as AWS does' },
  notAwsHttp: { says: 'what answers there does not answer as AWS does (HTTP {status})' },
  regionMissing: { says: 'Region is missing' },

  notBuilt: { says: 'the console is not built' },
  notSafe: { says: 'on `{host}` the console needs a certificate' },

  noJson: { says: 'a request is application/json' },
  noObject: { says: 'a request is a JSON object' },
  requestTooLarge: { says: 'a request has {bytes} bytes at most' },
  noText: { says: '`{member}` must be a text' },
  noTexts: { says: '`{member}` must be a list of texts' },
  noMemberObject: { says: '`{member}` must be an object' },
  noTime: { says: '`{name}` is not a time' },
  noRegion: { says: '`{text}` is not a Region' },
  notCalled: { says: 'the console does not call {call}' },
  noCell: { says: 'there is no such cell' },

  signedOut: { says: 'nobody is signed in' },
  noProfile: { says: 'there is no profile `{profile}` here' },
  noWayIn: { says: 'signing in takes a profile, or an access key' },
  tooManySignIns: { says: 'too many sign-ins have failed: wait {seconds} seconds' },
  noCredentialsGiven: { says: 'STS answered no credentials' },
  noPlan: { says: 'the plan is no longer known: make it again' },
  notUnderstood: { says: 'the text tells of no refusal by KMS' },
  notAgreed: { says: '{what}' },

  noLab: { says: 'rehearsals play on a stack with its credentials file' },
  noStory: { says: 'there is no rehearsal `{name}`' },
  notPlayed: { says: 'the story was not played yet' },
} as const

export type ConsoleFailures = typeof en
export type ConsoleFailureId = keyof ConsoleFailures
type Catalogue = Readonly<Record<ConsoleFailureId, FailureWords>>

const ja: Catalogue = {
  aws: { says: '{message}' },
  failed: { says: 'コンソールで処理できませんでした' },
  notAws: { says: '応答はありますが、AWS の応答ではありません' },
  notAwsHttp: { says: '応答はありますが、AWS の応答ではありません (HTTP {status})' },
  regionMissing: { says: 'リージョンが指定されていません' },

  notBuilt: { says: 'コンソールがビルドされていません' },
  notSafe: { says: '`{host}` でコンソールを公開するには証明書が必要です' },

  noJson: { says: 'リクエストは application/json で送ってください' },
  noObject: { says: 'リクエストは JSON オブジェクトで送ってください' },
  requestTooLarge: { says: 'リクエストの上限は {bytes} バイトです' },
  noText: { says: '`{member}` は文字列で指定してください' },
  noTexts: { says: '`{member}` は文字列のリストで指定してください' },
  noMemberObject: { says: '`{member}` はオブジェクトで指定してください' },
  noTime: { says: '`{name}` は時刻ではありません' },
  noRegion: { says: '`{text}` はリージョンではありません' },
  notCalled: { says: 'コンソールから {call} は呼び出せません' },
  noCell: { says: 'その欄はありません' },

  signedOut: { says: 'サインインしていません' },
  noProfile: { says: 'ここにプロファイル `{profile}` はありません' },
  noWayIn: { says: 'サインインするには、プロファイルかアクセスキーを指定してください' },
  tooManySignIns: {
    says: 'サインインに何度も失敗しました。{seconds} 秒待ってからやり直してください',
  },
  noCredentialsGiven: { says: 'STS から認証情報が返りませんでした' },
  noPlan: { says: 'この計画はもう保持されていません。作成し直してください' },
  notUnderstood: { says: 'このテキストに KMS による拒否は見つかりません' },
  notAgreed: { says: '{what}' },

  noLab: { says: 'リハーサルを行えるのは、認証情報ファイルのあるスタックだけです' },
  noStory: { says: 'リハーサル `{name}` はありません' },
  notPlayed: { says: 'このシナリオはまだ実行されていません' },
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: en satisfies FailureCatalogue, ja }

export const consoleFailureWords = (language: Language): Catalogue => CATALOGUES[language]
