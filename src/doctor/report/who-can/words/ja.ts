import type { WhoCanWords } from './words.ts'

export const japanese: WhoCanWords = {
  title: '{asked} を実行できるプリンシパル: {key}',
  kinds: {
    root: 'ルートユーザー',
    user: 'ユーザー',
    role: 'ロール',
    session: 'ポリシーが指定するセッション',
    account: '他のアカウント',
    service: 'AWS サービス',
    everybody: '全員',
  },
  current: '現在のキーポリシーによる判定です。',
  lastKnown:
    '現在のキーポリシーは読み取れないため、最後に判明しているポリシー (イベント {event}) による判定です。',
  unknown:
    'キーポリシーを読み取れず、イベントからも判明しませんでした。該当者を示すことはできません。',
  nobody: 'いません。',
  nobodySeen: '確認できた範囲では、いません。',
  incomplete:
    'IAM のすべてのプリンシパルとポリシーは確認できませんでした。許可される者が他にいる可能性も、拒否される者が含まれる可能性もあります。',
  everyAction: 'すべて',
  conditional: '条件付き',
  foreign: '相手側の IAM ポリシーも許可する場合',
  assumedBy: 'このロールを引き受けられる: {names}',
  assumedByNobody: 'このロールを引き受けられるプリンシパルはいません',
  assumedByUnknown: '信頼ポリシーを確認できませんでした',
  because: '根拠: {statements}',
  when: '条件: {conditions}',
  unless: '次の場合を除く: {conditions}',
  constraint: '{grant} の制約を満たす場合: {constraints}',
  grantsUnseen: 'グラントを一覧できませんでした。ほかに被付与者がいる可能性があります。',
  everybody: '全員 (アカウントを問わない)',
  state: 'キーの状態は {state} です。変わるまでは、ポリシーにかかわらず使用できません。',
  verboseHint: '--verbose でステートメントと条件を表示します。',
}
