import type { AuditWords } from './words.ts'

export const japanese: AuditWords = {
  rules: {
    'audit/unmanageable': {
      title: '管理不能',
      fail: 'キーポリシーを変更できるプリンシパルがもう存在しません。',
      unknown:
        '確認できた範囲では、キーポリシーを変更できるプリンシパルがいません。IAM のすべては確認できませんでした。',
    },
    'audit/open-to-world': {
      title: 'すべての AWS アカウントに公開',
      fail: 'どの AWS アカウントからでも使用できます: {actions}。',
    },
    'audit/open-to-world-conditioned': {
      title: '条件を満たす全員に公開',
      fail: '条件を満たせば、どの AWS アカウントからでも使用できます。条件: {conditions}。アクション: {actions}。',
    },
    'audit/pending-deletion-in-use': {
      title: '削除待ちだが使用中',
      fail: '{deletion} に削除され、このキーで暗号化したデータは失われます。最後の使用: {uses}。グラント: {grants} 件。',
    },
    'audit/administrators-deleted': {
      title: '管理者が削除済み',
      fail: 'キーポリシーが管理を許可しているプリンシパルは削除されています: {names}。同じ名前で作り直しても有効になりません。',
    },
    'audit/readable-by-nobody': {
      title: '誰も読めない',
      fail: 'キーポリシーを読み取れるプリンシパルがいません。',
      unknown:
        '確認できた範囲では、キーポリシーを読み取れるプリンシパルがいません。IAM のすべては確認できませんでした。',
    },
    'audit/one-administrator': {
      title: '管理者が 1 人だけ',
      fail: 'キーポリシーを変更できるのは {principal} だけです。',
      unknown:
        '確認できた範囲では、キーポリシーを変更できるのは {principal} だけです。IAM のすべては確認できませんでした。',
    },
    'audit/no-delegation': {
      title: 'アカウントへの委任なし',
      fail: 'キーポリシーにアカウントを指定するステートメントがありません。IAM ポリシーは効かず、指定されたプリンシパルを削除すると管理できなくなります。',
    },
    'audit/delegation-narrowed': {
      title: '委任の範囲が不足',
      fail: 'キーポリシーはアカウントを指定していますが、{actions} を許可していません。IAM では修復できません。',
    },
    'audit/delegation-conditioned': {
      title: '条件付きの委任',
      fail: '次の条件を満たす場合にだけ、キーポリシーの変更に IAM ポリシーが効きます: {conditions}。',
    },
    'audit/open-to-accounts': {
      title: '他のアカウントに公開',
      fail: '他のアカウントから使用できます: {accounts}。誰が使えるかは相手側の IAM ポリシーによります。',
    },
    'audit/grantee-deleted': {
      title: '被付与者が削除済み',
      fail: '被付与者プリンシパルが削除されたグラントが {count} 件あります。',
    },
    'audit/grant-outlives-policy': {
      title: 'グラントだけによるアクセス',
      fail: 'キーポリシーにも IAM にも許可されていないプリンシパルが使えるグラントが {count} 件あります。ポリシーを変更しても終了しません。',
    },
    'audit/retiring-principal-deleted': {
      title: '廃止プリンシパルが削除済み',
      fail: '廃止プリンシパルが削除されたグラントが {count} 件あります。取り消すには RevokeGrant が必要です。',
    },
    'audit/pending-deletion': {
      title: '削除待ち',
      fail: '{deletion} に削除されます。最近の使用もグラントも見つかりませんでした。',
    },
    'audit/disabled': { title: '無効', fail: '無効なので、誰も使用できません。' },
    'audit/rotation-off': {
      title: 'ローテーションなし',
      fail: 'キーマテリアルの自動ローテーションが有効ではありません。',
    },
    'audit/policy-unseen': {
      title: 'ポリシーを読み取れない',
      fail: 'あなたにはキーポリシーを読み取る権限がなく、イベントからも判明しませんでした。',
      unknown:
        'あなたにはキーポリシーを読み取る権限がありません。最後に判明しているイベント: {event}。',
    },
    'audit/root-access-key': {
      title: 'ルートユーザーのアクセスキー',
      fail: 'ルートユーザーにアクセスキーがあり、{keys} 個のキーのポリシーを変更できます。',
    },
    'audit/old-access-key': {
      title: '古いアクセスキー',
      fail: '{principal} のアクセスキー {key} は作成から {age} 日たっています。{keys} 個のキーのポリシーを変更できます。',
    },
    'audit/unused-access-key': {
      title: '使われていないアクセスキー',
      fail: '{principal} のアクセスキー {key} は {unused} 日間使われていません (最後の使用: {used})。{keys} 個のキーのポリシーを変更できます。',
    },
  },
  severities: {
    critical: '重大',
    high: '高',
    medium: '中',
    low: '低',
    note: '参考',
  },
  fine: '問題なし',
  title: 'アカウント {account} の KMS キーの監査',
  summary: 'キー {keys} 個のうち {bad} 個に検出結果があります: {counts}。',
  summaryFine: 'キー {keys} 個。検出結果はありません。',
  noKeys: 'カスタマーマネージドキーはありません。',
  notListed: '{region} のキーを一覧できませんでした。',
  partial:
    '途中まで: 中断されたため、{left} 個のキーは調べていません。ここにないものは未確認です。',
  lastKnown: '最後に判明しているポリシー、{event}',
  policyUnknown: 'ポリシーは不明',
  columns: { severity: '重要度', key: 'キー', findings: '検出結果' },
  details: '検出結果の詳細と、次に実行するコマンド',
  people: 'キーポリシーを変更できるユーザーのアクセスキー',
  awsManaged: 'AWS マネージドキー (ポリシーは誰にも変更できません): {names}',
  unseen: '権限または応答がないため、確認できなかったもの: {permissions}',
  notAsked:
    'SCP、RCP、VPC エンドポイントポリシー、セッションポリシーは、この結果に含まれていません。',
  next: '次のコマンド',
  administrators: 'ポリシーを変更できる',
  nobody: 'なし',
  conditional: '条件付き',
  region: 'リージョン',
  made: '{date} に Sparekey が作成',
  readingPrincipals: '  IAM を読み取り中: ユーザーとロール {known}',
  readingKeys: '  {region} のキーを読み取り中: {done} / {of}',
}
