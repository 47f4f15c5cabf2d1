import type { Words } from './en.ts'
import { failures } from './ja/failures.ts'
import { iam } from './ja/iam.ts'
import { signIn } from './ja/sign-in.ts'
import { athena } from './ja/athena.ts'
import { events } from './ja/events.ts'
import { lab } from './ja/lab.ts'
import { japaneseKey, japaneseKeys } from './ja/key.ts'
import { japaneseKeyPolicy } from './ja/key-policy.ts'
import { doctorJapanese } from './ja/doctor.ts'

export const japanese: Words = {
  console: 'Sparekey コンソール',
  skip: 'メインコンテンツへ移動',
  language: '言語',
  theme: '表示モード',
  themes: { light: 'ライト', dark: 'ダーク', system: 'システムに合わせる' },
  region: 'リージョン',
  account: 'アカウント ID',
  close: '閉じる',
  open: '開く',
  cancel: 'キャンセル',
  again: '再試行',
  refresh: '更新',
  copy: 'コピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした',
  loading: '読み込み中',
  none: '-',
  awsCommand: '同じ操作の AWS CLI コマンド',
  pages: {
    keys: 'カスタマー管理型のキー',
    doctor: 'ドクター',
    events: 'イベント履歴',
    athena: 'Athena クエリエディタ',
    iam: 'IAM',
    lab: 'ラボ',
  },
  services: { kms: 'KMS', cloudtrail: 'CloudTrail', athena: 'Athena', iam: 'IAM' },
  failures,
  ...signIn,
  keys: japaneseKeys,
  key: japaneseKey,
  keyPolicy: japaneseKeyPolicy,
  doctor: doctorJapanese,
  events,
  iam,
  athena,
  lab,
  policy: {
    statements: 'ステートメント',
    sid: 'Sid',
    effect: '効果',
    principals: 'プリンシパル',
    actions: 'アクション',
    conditions: '条件',
    empty: 'ポリシーにステートメントがありません。',
    unreadable: 'ポリシードキュメントではありません。',
    same: '違いはありません。',
  },
  notFound: { title: 'ページが見つかりません', home: 'キーの一覧へ' },
}
