import type { CheckWords } from './words.ts'

export const japanese: CheckWords = {
  findings: {
    'policy/malformed': { says: 'KMS はこのポリシーを拒否します: {says}' },
    'policy/too-large': {
      says: 'ポリシーは {bytes} バイトです。KMS が受け付けるのは {max} バイトまでです',
      instead: 'ステートメントをまとめるか、キーの使用に関するものを IAM ポリシーに移す',
    },
    'policy/known-when-applied': {
      says: '適用するまで分からない値: {values}。これに依存する部分は判定していません',
      instead: '--account、--region、--parameter 名前=値 で、デプロイ時の値を指定できます',
    },
    'grant/malformed': { says: 'KMS はこのグラントを拒否します: {says}' },
    'grant/passed-on': {
      says: '{grantee} は、このグラントが許可する操作をさらに別のグラントで渡せます: 誰に渡るかは、どのポリシーにもプランにも現れません',
      instead: 'CreateGrant を外すか、ポリシーの条件に kms:GranteePrincipal を指定する',
    },
    'grant/foreign-account': {
      says: '{grantee} はキーのアカウント {account} とは別のアカウントです: キーポリシーに指定がなくても使えるようになります',
      instead: '確認も拒否もできるように、キーポリシーで指定する',
    },
    'grant/known-when-applied': {
      says: '適用するまで分からない値: {values}。これに依存する部分は判定していません',
    },
    'lockout/caller-not-covered': {
      says: '{deployer} からは KMS に拒否されます: ポリシーはこのプリンシパルに kms:PutKeyPolicy を許可しておらず、アカウント {account} の IAM ポリシーにも委ねていません',
      instead:
        'デプロイするプリンシパルに kms:PutKeyPolicy を許可するか、arn:aws:iam::{account}:root のステートメントを加える',
    },
    'lockout/caller-iam-missing': {
      says: '{deployer} からは KMS に拒否されます: ポリシーは kms:PutKeyPolicy を IAM に委ねていますが、このプリンシパルの IAM ポリシーが許可していません',
      instead: 'デプロイするプリンシパルの IAM ポリシーで、このキーの kms:PutKeyPolicy を許可する',
    },
    'lockout/known-when-applied': {
      says: '{deployer} から KMS が受け付けるかは、適用するまで分かりません: {because}',
    },
    'deployer/put-denied': {
      says: '{deployer} は、現在有効なキーポリシーでは kms:PutKeyPolicy を実行できません: 変更は拒否されます',
      instead: '有効なポリシーで kms:PutKeyPolicy を許可されたプリンシパルとしてデプロイする',
    },
    'key-policy/principal-invalid': {
      says: '`{principal}` は存在しません: KMS はこれを含むポリシーを拒否します',
      instead: '先にユーザーまたはロールを作成するか、ポリシーから外す',
    },
    'key-policy/unmanageable': {
      says: '適用後、アカウント {account} には kms:PutKeyPolicy を実行できる実在のプリンシパルがいません: 変更できるのは AWS サポートだけになります',
      instead: 'arn:aws:iam::{account}:root のステートメントか、実在する管理者ロールを加える',
    },
    'key-policy/no-account-statement': {
      says: 'アカウント {account} の IAM ポリシーを kms:PutKeyPolicy で有効にするステートメントが失われます: IAM の管理者は締め出されます',
      instead: 'kms:* を許可する arn:aws:iam::{account}:root のステートメントを残す',
    },
  },
  because: {
    account: 'キーのアカウントが異なるか、不明です',
    identityPolicies:
      'ポリシーは IAM に委ねていますが、このプリンシパルの IAM ポリシーが分かりません',
    values: 'まだ分からない値または条件に依存します',
  },
  character:
    '文字 `{character}` が含まれています。KMS が受け付けるのはタブ、改行、U+0020 から U+00FF までです',
  bypassed: '安全性チェックがバイパスされているため、止めるものがありません',
  severity: { error: 'エラー', warning: '警告', note: '注記' },
  lockout: {
    passes: 'ロックアウトの安全性チェック: {deployer} からは KMS が受け付けます',
    bypassed: 'ロックアウトの安全性チェック: バイパス',
    notChecked: 'ロックアウトの安全性チェック: 未実施',
  },
  notAsked:
    'AWS には問い合わせていません。ロックアウトの安全性チェックには、誰がデプロイするかが必要です: --deployer ARN と --deployer-policy FILE、または認証情報',
  askedAs: 'デプロイするプリンシパル: {deployer}',
  none: 'ファイルにはキーポリシーの変更がありません。',
  instead: '対処: {instead}',
  theDefault: 'ポリシーの宣言なし: デフォルトのキーポリシー',
  access: {
    title: 'アクセスの増減 ({against}):',
    none: 'アクセスの増減はありません ({against})。',
    account: '有効なポリシーとの比較',
    file: 'ファイルとの比較',
    plan: 'プランにあるポリシーとの比較',
  },
  grantFaults: {
    operation: '`{operation}` を許可できるグラントはありません',
    nothing: '何も許可していません',
    onlyCreateGrant: 'CreateGrant だけでは、渡せる操作がありません',
    mixed: '{operations} のすべてに対応するキーはありません。キーの用途は 1 つです',
    principal: '`{principal}` はアカウント、ユーザー、ロール、セッションの ARN ではありません',
    constraints: '制約が 2 つあります。指定できるのは 1 つだけです',
  },
  grantAccess: '{key} に対するこのグラントによるアクセスの増減:',
  keyUnknown: 'まだ分からないキー',
  equals: '暗号化コンテキストが {pairs} と完全に一致する場合のみ',
  subset: '暗号化コンテキストに {pairs} が含まれる場合のみ',
  unseen: '確認できなかったもの: {question} (必要な権限: {permission})',
  total: 'キーポリシー: {policies}{grants}、エラー: {errors}、警告: {warnings}、注記: {notes}',
  ofGrants: '、グラント: {grants}',
}
