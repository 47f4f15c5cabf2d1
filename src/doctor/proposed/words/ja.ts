import type { ProposedWords } from './words.ts'

export const japanese: ProposedWords = {
  faults: {
    unresolved: 'テンプレートの変数が置き換えられていません',
    wildcard: 'プリンシパルの ARN ではワイルドカードは使えません',
    missingIam: 'ARN にサービス名 `iam` がありません',
    badAccount: 'アカウント ID は 12 桁の数字です',
    wrongPartition: 'アカウントとは別のパーティションの ARN です',
    noPrincipal: 'これとして呼び出せる者はいません。グループやポリシーはプリンシパルではありません',
    malformed: 'プリンシパルの ARN ではありません',
    badService: 'サービスプリンシパルの名前ではありません',
    deletedId: '削除されたユーザーまたはロールの一意の ID です',
    wrongPath: 'この名前のユーザーまたはロールは、別のパスにあります',
    noServiceLinkedRole:
      'このサービスにリンクされたロールはまだありません。サービスを初めて使うときに作成されます',
    notThere: 'このユーザーまたはロールは存在しません',
  },
  fault: '{line} 行目、{statement}: `{value}`: {fault}',
  faultNoLine: '{statement}: `{value}`: {fault}',
  meant: '。おそらく `{meant}` のことです',
  statement: 'ステートメント "{statement}"',
  deniedBy: 'ステートメント "{statement}" が `kms:PutKeyPolicy` を拒否しています',
  bypass:
    '。ポリシーに書かれた {administrator} は変更できます。それが意図どおりなら、パラメータ BypassPolicyLockoutSafetyCheck を付けると KMS はこのまま受け付けます',
  allowInIam: '{principal} に {resource} への {actions} を許可する IAM ポリシーを追加します',
  ofEvent: 'イベント {eventId} のポリシー',
  newKey: '新しいキー',
  newPolicy: '新しいキーポリシー',
  deployer: '送信者',
  askForPolicy: 'どれなのかはポリシーがあれば分かります: `--proposed FILE`',
  unseenNames: '確認できたものに誤りはありません。確認できなかったもの: {names}',
  unnamedKey: 'テキストに書かれていないキー',
  needsKey: 'テキストにキーがありません。KEY として指定してください',
}
