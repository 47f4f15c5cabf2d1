import type { LintWords } from './words.ts'

export const japanese: LintWords = {
  findings: {
    'statement/no-action': {
      says: '`Action` がないため、このステートメントは決して適用されません。AWS は新規の登録を拒否します',
      instead: '`"Action"` を加える。管理者なら `"kms:*"` など',
    },
    'statement/no-resource': {
      says: '`Resource` がないため、このステートメントは決して適用されません。AWS は新規の登録を拒否します',
      instead: '`"Resource": "*"` を加える',
    },
    'statement/resource-not-this-key': {
      says: '`{resource}` はこのポリシーのキーではないため、このステートメントは決して適用されません',
      instead: '`"Resource": "*"` と書く。キーポリシーではこのキーを意味する',
    },
    'statement/resource-named': {
      says: 'キーポリシーの対象はそのキーだけです。`{resource}` と書いても意味は増えず、コピーやレプリカでは効かなくなります',
      instead: '`"Resource": "*"` と書く。キーポリシーではこのキーを意味する',
    },
    'principal/group': {
      says: '`{principal}` はグループです。グループはプリンシパルになれず、AWS はポリシーを拒否します',
      instead: 'ユーザーかロールを書く。またはアカウントに委ね、グループに IAM ポリシーを付ける',
    },
    'principal/wildcard-in-arn': {
      says: '`{principal}` のワイルドカードは、プリンシパルの ARN の中では意味を持ちません',
      instead:
        '`"*"` と書き、`"ArnLike": {"aws:PrincipalArn": "{principal}"}` のような条件を付ける',
    },
    'principal/malformed': {
      says: '`{principal}` はプリンシパルになりえません。AWS はポリシーを拒否します',
      instead: 'ユーザー、ロール、セッション、アカウントの ARN か、サービス名を書く',
    },
    'principal/deleted': {
      says: '`{principal}` は一意の ID だけです。そのユーザーまたはロールは削除済みで、同じ名前で作り直しても別人です',
      instead: '意図するユーザーかロールを ARN で書く。または ID を取り除く',
    },
    'principal/not-principal-allow': {
      says: '`NotPrincipal` の Allow は、{principals} 以外のすべての AWS アカウントの全員を許可します',
      instead: '許可する相手を `Principal` に書く',
    },
    'principal/not-principal-deny': {
      says: '`NotPrincipal` の Deny は、セッション、ロール、アカウントのすべてを書かない限り {principals} も拒否します',
      instead: '`"Principal": "*"` を `"ArnNotEquals": {"aws:PrincipalArn": ...}` の条件で拒否する',
    },
    'delegation/missing': {
      says: 'アカウント `{account}` に PutKeyPolicy を許すステートメントがありません。どの IAM ポリシーでも許可できず、IAM の管理者は締め出されます',
      instead:
        '`"Principal": {"AWS": "arn:aws:iam::{account}:root"}`、`"Action": "kms:*"`、`"Resource": "*"` のステートメントを加える',
    },
    'delegation/never-holds': {
      says: '`{condition}` を満たす人はアカウントにいません。IAM ポリシーを有効にするはずのステートメントは決して適用されません',
      instead: '条件を取り除く。またはアカウントのリクエストが持つ値にする',
    },
    'administration/nobody': {
      says: '誰も PutKeyPolicy を呼び出せません。このポリシーを変えられるのは AWS サポートだけです',
      instead: 'アカウントか管理者ロールに `kms:PutKeyPolicy` を許可する',
    },
    'administration/only-one': {
      says: 'PutKeyPolicy を呼び出せるのは `{principal}` だけです。削除されたら AWS サポートに頼るしかありません',
      instead: 'アカウントにも許可する。または 2 人目の管理者を書く',
    },
    'access/open-to-world': {
      says: 'すべての AWS アカウントの全員を許可しています',
      instead:
        'プリンシパルを書く。または `"StringEquals": {"{instead}": "111122223333"}` のような条件を加える',
    },
    'action/unknown': {
      says: 'アクション `{action}` は存在しません',
      instead: '`{meant}` のつもりなら、そう書く',
    },
    'action/other-service': {
      says: 'このポリシーで `{action}` が判定されることはありません。判定されるのは `{service}` のアクションだけです',
      instead: 'IAM ポリシーに書く',
    },
    'action/no-effect-in-key-policy': {
      says: '`{action}` はキーポリシーでは意味を持ちません。キーに対する操作ではないか、キーポリシーで判定されません',
      instead: 'IAM ポリシーに書く',
    },
    'condition/unknown-key': {
      says: '条件キー `{key}` は存在しません',
      instead: '`{meant}` のつもりなら、そう書く',
    },
    'condition/key-not-in-request': {
      says: '{actions} のリクエストに `{key}` はありません。この条件は{consequence}',
      instead: 'このキーを持つアクションを、別のステートメントに分ける',
    },
    'condition/identity-only-key': {
      says: '`{key}` はキーポリシーからは見えません。AWS は IAM ポリシーにだけ渡します',
      instead: '条件を IAM ポリシーに書く',
    },
    'condition/operator-misfit': {
      says: '`{operator}` は {type} 型の `{key}` に合いません',
      instead: '`{instead}` またはその仲間を使う',
    },
    'condition/set-operator-missing': {
      says: '`{key}` は複数の値を持ちますが、`{operator}` は 1 つの値を比べます',
      instead:
        '`ForAnyValue:{operator}`、または `Null` の確認とともに `ForAllValues:{operator}` を使う',
    },
  },
  noneMeant: '取り除く。またはサービス認可リファレンスで確かめる',
  consequence: { always: '常に満たされます', never: '決して満たされません' },
}
