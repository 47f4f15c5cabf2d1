import type { lab as English } from '../en/lab.ts'

export const lab: typeof English = {
  about:
    'このスタックでのリハーサルです。誰かがキーへのアクセスを失い、取り戻します。AWS には触れません。',
  noLab: 'リハーサルは、認証情報ファイルを書き出すスタックでのみ実行できます。',
  real: 'どの手順も、記載された本人による実際の呼び出しで、イベント履歴に残ります。各ストーリーは一度だけ実行できます。やり直すには、新しいデータディレクトリでスタックを起動してください。',
  notPlayed: '未実行',
  played: (key) => `実行済み: ${key}`,
  done: '完了',
  open: '未完了',
  becomeAs: (name) => `${name} としてサインイン`,
  play: {
    title: '壊す',
    about: (key) => `ユーザー、ロール、キー ${key} を作成し、その後にミスを起こします。`,
    start: 'ストーリーを実行',
  },
  lockedOut: {
    title: '締め出される',
    about: (name) => `${name} になって、キーポリシーの読み取りを試みます。`,
    denied: (name) => `AWS は ${name} にキーポリシーの読み取りを拒否しました`,
    see: 'キーのページで確認',
  },
  findOut: {
    title: '原因を調べる',
    about: 'まず AWS ナレッジセンターの記事の手順で、次にドクターで調べます。',
    events: (event) => `イベント履歴: ${event} イベント`,
    event: (event) => `このキーの最新の ${event}: そのポリシーと前のバージョン`,
    iam: (name) => `IAM: ${name} とそのポリシー`,
    doctor: 'ドクター: 拒否の理由と対処',
  },
  become: {
    title: 'アクセスを取り戻す',
    about: (name) => `${name} にはまだ権限があります。`,
    is: (name) => `${name} としてサインインしています。`,
  },
  repair: {
    title: '修復する',
    about: (name, remedy) => `${name} が実行: ${remedy}。`,
    start: '今すぐ実行',
    byHand: 'キーポリシーの履歴から手作業で',
  },
  verify: {
    title: '結果を確かめる',
    about: (name) => `${name} として GetKeyPolicy を呼び出します。`,
    start: 'もう一度確かめる',
    allowed: (name) => `${name} はキーポリシーを読み取れます。`,
    denied: (name) => `${name} はまだ締め出されています`,
  },
  over: 'ストーリーは終わりです',
  overHint: 'アクセスは元に戻りました。修復を含むすべてがイベント履歴に残っています。',
}
