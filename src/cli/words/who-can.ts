import type { Language } from '../terminal.ts'

const en = {
  whoCan: 'who may do ACTION with KEY: users, roles, root, other accounts, services, grantees',
  action:
    'such as kms:Decrypt, or several with commas, or kms:*Grant*, or read-policy, change-policy, use',
  viaRoles: 'also who may assume the roles that are found',
  context: 'what is known of the requests, such as aws:SourceIp=10.0.0.1',
  verbose: 'with the deciding statements, and the conditions that are left open',
}

const ja: typeof en = {
  whoCan:
    'KEY に対して ACTION を実行できるユーザー、ロール、ルート、他のアカウント、サービス、被付与者',
  action:
    'kms:Decrypt など。カンマ区切りで複数、kms:*Grant* のようなパターン、read-policy、change-policy、use も可',
  viaRoles: '見つかったロールを引き受けられるプリンシパルも表示する',
  context: 'リクエストについて判明していること。例: aws:SourceIp=10.0.0.1',
  verbose: '判定の根拠となるステートメントと、未確定の条件も表示する',
}

export const whoCanCommandWords = (language: Language) => (language === 'ja' ? ja : en)
