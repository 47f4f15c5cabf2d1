// What the article and AWS's console call things: not read from the console's own words, which
// these are to agree with.

export interface ArticleWords {
  readonly locale: 'en-US' | 'ja-JP'
  readonly signInAs: string
  readonly eventHistory: string
  readonly lookupAttributes: string
  readonly eventName: string
  readonly errorCode: string
  readonly eventRecord: string
  readonly keyPolicy: string
  readonly switchRole: string
  readonly role: string
  readonly back: string
  readonly keys: string
  readonly policyHistory: string
  readonly restoreFirst: string
  readonly restoring: string
  readonly restoreIt: string
  readonly restored: string
  readonly close: string
}

export const ENGLISH: ArticleWords = {
  locale: 'en-US',
  signInAs: 'Sign in as admin',
  eventHistory: 'Event history',
  lookupAttributes: 'Lookup attributes',
  eventName: 'Event name',
  errorCode: 'Error code',
  eventRecord: 'Event record',
  keyPolicy: 'Key policy',
  switchRole: 'Switch role',
  role: 'Role ARN or name',
  back: 'Back to admin',
  keys: 'Customer managed keys',
  policyHistory: 'Policy history',
  restoreFirst: 'Restore version 1',
  restoring: 'Restore a key policy',
  restoreIt: 'Restore this version',
  restored: 'The key policy was restored.',
  close: 'Close',
}

export const JAPANESE: ArticleWords = {
  locale: 'ja-JP',
  signInAs: 'admin でサインイン',
  eventHistory: 'イベント履歴',
  lookupAttributes: 'ルックアップ属性',
  eventName: 'イベント名',
  errorCode: 'エラーコード',
  eventRecord: 'イベントレコード',
  keyPolicy: 'キーポリシー',
  switchRole: 'ロールの切り替え',
  role: 'ロールの ARN または名前',
  back: 'admin に戻る',
  keys: 'カスタマー管理型のキー',
  policyHistory: 'ポリシーの履歴',
  restoreFirst: 'バージョン 1 を復元',
  restoring: 'キーポリシーの復元',
  restoreIt: 'このバージョンを復元',
  restored: 'キーポリシーを復元しました。',
  close: '閉じる',
}
