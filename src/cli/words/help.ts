import type { Language } from '../terminal.ts'

const en = {
  about:
    'An IAM administrator cannot read or change a KMS key policy: why, who still can, and the ' +
    'way back in. The same commands work on AWS and on the local stack (--endpoint).',
  start: `Start here:
  sparekey serve                       a local KMS, IAM, STS and CloudTrail on port 4599
  sparekey lab lockout                 lock an administrator out of a key there, for practice
  sparekey doctor alias/payroll --profile admin --endpoint http://127.0.0.1:4599
  sparekey doctor KEY                  the same question about a key on AWS

Exit codes: 0 access works, 1 the command failed, 2 access is denied and explained,
3 access is denied and the cause is not known for lack of evidence.`,
  usage: 'Usage:',
  commands: 'Commands:',
  options: 'Options:',
  arguments: 'Arguments:',
  help: 'this text',
  helpCommand: 'the help of a command',
  version: 'the version of Sparekey',
  serve: 'start the local stack, with its policies enforced: KMS, IAM, CloudTrail, S3, Athena ...',
  snapshot: 'print what a running stack holds, as a seed file without key material',
  lab: 'rehearsals on a local stack; they never touch AWS',
  lockout: 'lock the user `admin` out of the key alias/payroll, by real API calls',
  doctor: 'why a principal may not use KEY, and what to do about it',
  history: 'who changed the policy of KEY, when, and how, as CloudTrail tells it',
  recover: 'put the account statement back into the policy of KEY, as a role that still can',
  simulate: 'decide one request from policy files, offline, and say why',
  test: 'decide the cases of files (JSON Lines) and say which come out otherwise than expected',
  simulatePrincipal: 'who asks: ARN of a user, role, session or root user',
  simulateAction: 'what for, such as kms:PutKeyPolicy',
  simulateResource: 'on what: an ARN, or * for actions without a resource',
  keyPolicy: "the resource's own policy; for a key without one, the default key policy",
  identityPolicy: 'policies attached to the principal and its groups',
  boundary: 'its permissions boundary',
  sessionPolicy: 'the policy of its session',
  scp: 'service control policies, from the root down; each file is a level',
  casesFile: 'files of policy cases',
  testJson: 'one result a line, as JSON',
  key: 'key id, key ARN, alias/NAME or alias ARN',
  port: 'port to listen on; 0 takes a free one',
  host: 'address to listen on',
  data: 'directory that keeps everything',
  labData: "the stack's data directory, for its credentials file",
  serveRegion: 'Region of a request that names none',
  serveAccount: 'accounts that exist from the start; otherwise those of --seed, or one',
  seed: 'JSON or YAML file of what the stack is to hold',
  json: 'machine-readable output',
  serveJson: 'one line of JSON when ready',
  snapshotProfile: 'root profile of the one account to read; otherwise all accounts',
  snapshotJson: 'JSON in place of YAML',
  lookupRate: 'LookupEvents calls a second, as on AWS; off: no limit',
  trailInterval: 'how long events are collected for a log file of a trail',
  athenaEngine: "what runs Athena's queries: duckdb, or trino=URL for a Trino server's tables",
  allowReset: 'let anybody who reaches the port empty the stack',
  allowClock: 'let anybody who reaches the port move its clock forward',
  allowServiceCalls: 'let root users send the calls of AWS services (x-sparekey-service)',
  vpcEndpoint: 'a VPC endpoint on a port, with its policy: vpce-0a1b2c3d=4610:policy.json',
  noCredentialsFile: 'do not write DIR/credentials',
  endpoint: 'where AWS answers; also AWS_ENDPOINT_URL',
  profile: 'profile of the AWS credentials; on a stack also one of its own',
  region: 'Region of the key',
  lang: 'en or ja; otherwise the locale decides',
  bare: "give `admin` the knowledge-centre article's policy and nothing else",
  principal:
    'ask for this principal instead of yourself: an ARN, or a service (logs.amazonaws.com)',
  via: "a second opinion of IAM's simulator, which sees no key policy",
  vpcEndpointPolicy: 'the policy of the VPC endpoint that requests go through',
  action: 'ask about these actions',
  context: 'context keys of the request, such as aws:SourceIp=10.0.0.1',
  out: 'folder for the files that commands name',
  as: 'role that still has access: its name or ARN',
  apply: 'carry the plan out; without it, it is only printed',
  yes: 'answer yes to every question',
  account: 'the account that is meant; needed with --apply --yes on AWS',
  at: 'the policy in force then: a day, or a time such as 2024-05-06T07:08:09Z (UTC)',
  versionsOut: 'folder to write every version to, as a file of its own',
  fromFile:
    'Terraform state (terraform show -json) or CloudFormation template in JSON, for policies that ' +
    'were declared and not observed',
  table: "Athena table over CloudTrail's logs, for what the event history forgot",
  createTable: "make such a table, for the logs of the Region's trail",
  workgroup: "Athena workgroup; otherwise Athena's primary one",
  output: 'where Athena puts results: s3://BUCKET/PREFIX; otherwise the workgroup says',
  logs: "CloudTrail's log files: s3://BUCKET/PREFIX, or a folder",
  since: 'look for no event before this day or time (UTC)',
  until: 'look for no event after this day or time (UTC)',
}

export type HelpWords = typeof en

const ja: HelpWords = {
  about:
    'IAM の管理者なのに KMS のキーポリシーを読めない・変更できないとき、その理由、まだ変更できる人、\n' +
    '復旧の手順を示します。AWS でもローカルのスタックでも同じコマンドが使えます (--endpoint)。',
  start: `まずはここから:
  sparekey serve                       ローカルの KMS、IAM、STS、CloudTrail (ポート 4599)
  sparekey lab lockout                 練習用に、管理者をキーから締め出す
  sparekey doctor alias/payroll --profile admin --endpoint http://127.0.0.1:4599
  sparekey doctor KEY                  AWS 上のキーについて同じことを調べる

終了コード: 0 アクセスできる、1 コマンドの失敗、2 拒否されていて理由が分かった、
3 拒否されているが、証拠が足りず理由は分からない。`,
  usage: '使い方:',
  commands: 'コマンド:',
  options: 'オプション:',
  arguments: '引数:',
  help: 'このヘルプ',
  helpCommand: 'コマンドのヘルプ',
  version: 'Sparekey のバージョン',
  serve:
    'ローカルのスタックを起動する (KMS、IAM、CloudTrail、S3、Athena など。ポリシーは適用される)',
  snapshot: '動いているスタックの中身をシードファイルとして出力する (キーマテリアルは含まない)',
  lab: 'ローカルのスタックでのリハーサル。AWS には触れない',
  lockout: 'ユーザー `admin` をキー alias/payroll から実際の API 呼び出しで締め出す',
  doctor: 'プリンシパルが KEY を使えない理由と、その対処',
  history: 'KEY のポリシーを誰が、いつ、どう変えたか (CloudTrail による)',
  recover: 'まだ権限のあるロールとして、KEY のポリシーにアカウントのステートメントを戻す',
  simulate: 'ポリシーのファイルだけで、1 つのリクエストの可否と理由を示す (オフライン)',
  test: 'ファイル (JSON Lines) のケースを判定し、期待と異なるものを示す',
  simulatePrincipal: '誰が: ユーザー、ロール、セッション、root ユーザーの ARN',
  simulateAction: '何を。例: kms:PutKeyPolicy',
  simulateResource: 'どれに: ARN。リソースのないアクションでは *',
  keyPolicy: 'リソース自身のポリシー。キーで省略すればデフォルトのキーポリシー',
  identityPolicy: 'プリンシパルとそのグループのポリシー',
  boundary: 'アクセス許可の境界',
  sessionPolicy: 'セッションポリシー',
  scp: 'サービスコントロールポリシー。ルートから順に、1 ファイルが 1 階層',
  casesFile: 'ポリシーケースのファイル',
  testJson: '結果を 1 行に 1 つずつ JSON で出力する',
  key: 'キー ID、キー ARN、alias/名前、エイリアス ARN',
  port: '待ち受けるポート。0 なら空いているポート',
  host: '待ち受けるアドレス',
  data: 'すべてを保存するディレクトリ',
  labData: 'スタックのデータディレクトリ (認証情報ファイルの場所)',
  serveRegion: 'リージョンを指定しないリクエストのリージョン',
  serveAccount: '最初から存在するアカウント。指定がなければ --seed のもの、または 1 つ',
  seed: 'スタックに入れておくものを書いた JSON または YAML のファイル',
  json: '機械可読な出力',
  serveJson: '準備ができたら JSON を 1 行出力する',
  snapshotProfile: '読み取るアカウントの root プロファイル。指定がなければ全アカウント',
  snapshotJson: 'YAML の代わりに JSON で出力する',
  lookupRate: 'LookupEvents の毎秒の回数 (AWS と同じ)。off なら無制限',
  trailInterval: '証跡のログファイル 1 つにイベントをまとめる時間',
  athenaEngine:
    'Athena のクエリを実行するもの。duckdb、または trino=URL (Trino サーバーのテーブル)',
  allowReset: 'ポートに届く誰もがスタックを空にできるようにする',
  allowClock: 'ポートに届く誰もがスタックの時計を進められるようにする',
  allowServiceCalls:
    'root ユーザーが AWS サービスの呼び出しを送れるようにする (x-sparekey-service)',
  vpcEndpoint: 'VPC エンドポイントのポートとポリシー。例: vpce-0a1b2c3d=4610:policy.json',
  noCredentialsFile: 'DIR/credentials を書かない',
  endpoint: 'AWS のエンドポイント。AWS_ENDPOINT_URL でもよい',
  profile: 'AWS 認証情報のプロファイル。スタックではスタック自身のものも使える',
  region: 'キーのリージョン',
  lang: 'en または ja。指定がなければロケールに従う',
  bare: '`admin` にナレッジセンターの記事のポリシーだけを与える',
  principal: '自分ではなく、このプリンシパル (ARN またはサービス名) について調べる',
  via: 'IAM Policy Simulator にも確認する (キーポリシーは対象外)',
  vpcEndpointPolicy: 'リクエストが通る VPC エンドポイントのポリシー',
  action: 'このアクションについて調べる',
  context: 'リクエストのコンテキストキー。例: aws:SourceIp=10.0.0.1',
  out: 'コマンドが参照するファイルを置くフォルダー',
  as: 'まだ権限のあるロールの名前または ARN',
  apply: '計画を実行する。指定しなければ表示するだけ',
  yes: 'すべての質問に「はい」と答える',
  account: '対象のアカウント。AWS で --apply --yes を使うときに必要',
  at: 'その時点で有効だったポリシー。日付、または 2024-05-06T07:08:09Z のような時刻 (UTC)',
  versionsOut: '各バージョンをファイルとして書き出すフォルダー',
  fromFile:
    'Terraform のステート (terraform show -json)、または JSON の CloudFormation テンプレート。\n' +
    '宣言されただけで、実際に有効だったとは限らないポリシーとして示す',
  table: 'CloudTrail のログを読む Athena のテーブル。イベント履歴に残っていないものを探す',
  createTable: 'リージョンの証跡のログを読むテーブルを作成する',
  workgroup: 'Athena のワークグループ。指定がなければ primary',
  output: 'Athena の結果の出力先 s3://BUCKET/PREFIX。指定がなければワークグループの設定に従う',
  logs: 'CloudTrail のログファイルの場所。s3://BUCKET/PREFIX、またはフォルダー',
  since: 'この日付または時刻 (UTC) より前のイベントは探さない',
  until: 'この日付または時刻 (UTC) より後のイベントは探さない',
}

export const helpWords = (language: Language): HelpWords => (language === 'ja' ? ja : en)
