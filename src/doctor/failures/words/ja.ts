import type { FailureWords } from '../../../base/told-failure.ts'
import type { FailureId } from './words.ts'

const EVIDENCE_HINTS = ['sparekey collect KEY --out FILE で証拠ファイルを作成できます']
const FROM_LOGS =
  'この権限がなくても、ログファイルから調べられます: --logs FOLDER または --logs s3://BUCKET/PREFIX'

export const japanese: Readonly<Record<FailureId, FailureWords>> = {
  aws: { says: '{code}: {message}' },
  awsSays: { says: '{message}' },
  interrupted: { says: '中断しました。キーポリシーは変更していません' },
  callerUnknown: {
    says: 'エンドポイントから呼び出し元の情報が返りません (sts:GetCallerIdentity): {reason}',
  },
  noAccount: { says: '`{account}` はアカウントではありません' },
  otherAccount: {
    says: 'ここはアカウント `{account}` です。`{meant}` ではありません',
    hints: ['何も変更していません'],
  },

  noKey: {
    says: 'アカウント `{account}`、リージョン `{region}` にキー `{key}` はありません',
  },
  keyUnknown: {
    says: 'アカウント `{account}`、リージョン `{region}` にキー `{key}` はありません',
    hints: [
      '別のリージョンを指定する: --region REGION',
      'エイリアスの解決には権限 `kms:ListAliases` が必要です。キー ID か ARN なら不要です',
    ],
  },
  keyNotThere: {
    says: 'アカウント {account} の {region} にキー `{key}` はありません',
    hints: ['sparekey audit で既存のキーを一覧できます'],
  },
  noKeyArn: { says: '`{key}` はキーの ARN ではありません' },
  keyNotAsked: {
    says: '`{key}` はキーの ARN ではありません。AWS への問い合わせも行いません',
  },

  noCaller: { says: '`{principal}` は呼び出しのできるプリンシパルではありません' },
  principalNotThere: { says: '`{principal}` は存在しません: {reason}' },
  principalNotInAccount: { says: 'アカウント `{account}` に `{principal}` は存在しません' },
  principalNotShown: {
    says: '`{principal}` は、IAM から取得したユーザーとロールの中にありません',
  },
  putsNoPolicies: { says: '`{principal}` はキーポリシーを設定できるプリンシパルではありません' },
  noDeployer: {
    says: '`{arn}` はユーザー、ロール、ロールのセッションのいずれの ARN でもありません',
  },

  historyRefused: {
    says: '{message}',
    hints: ['権限 `{permission}` があれば履歴が分かります', FROM_LOGS],
  },
  historyUnanswered: {
    says: 'イベント履歴から応答がありません ({permission}): {reason}',
    hints: [FROM_LOGS],
  },
  noLogs: { says: '`{logs}` はフォルダでも S3 の場所でもありません' },
  noTableName: { says: '`{text}` はテーブル名ではありません' },
  noTrail: { says: '{region} を記録する証跡 `{trail}` はありません' },

  noAction: {
    says: '`{word}` はキーに対するアクションではありません',
    hints: [
      'kms:Decrypt のように指定します。複数なら kms:Decrypt,kms:Encrypt、パターンなら kms:*Grant*',
      'または次のいずれか: {groups}',
    ],
  },
  noPermissions: {
    says: '`{command}` には、AWS に問い合わせるための権限は要りません',
    hints: ['次のいずれか: {commands}'],
  },

  encodedReason: {
    says: '理由は AWS がエンコードしています。デコードの権限がある人は、結果を貼り付けてください',
    hints: ['権限 `sts:DecodeAuthorizationMessage` が必要です'],
  },
  aboutAnother: { says: 'テキストは `{action}` についてのもので、KMS キーの話ではありません' },
  aboutAnotherNoDenial: {
    says: 'テキストは `{action}` についてのもので、KMS キーの話ではありません',
    hints: ['kms:... の出てくるエラーか、その CloudTrail イベントを渡してください'],
  },

  noFileNoKey: {
    says: 'ファイル `{name}` はありません。認証情報がないため、AWS にも問い合わせません',
  },
  policyUnread: {
    says: '`{key}` のポリシーを読み取れません',
    hints: ['{key}@NUMBER で `sparekey history {key}` に出てくるバージョンを指定できます'],
  },
  policyUnreadBecause: {
    says: '`{key}` のポリシーを読み取れません: {reason}',
    hints: ['{key}@NUMBER で `sparekey history {key}` に出てくるバージョンを指定できます'],
  },
  versionUnknown: {
    says: '`{key}` のポリシーにバージョン `{at}` は見つかりません',
    hints: ['全部で {count} 件あります。`sparekey history {key}` で #1 から順に確認できます'],
  },

  unreadable: { says: '{place}: {says}' },
  malformedPolicy: {
    says: '{place}: {says}',
    hints: ['KMS はこれを MalformedPolicyDocument として拒否します'],
  },
  noKeyPolicy: { says: '`{name}` はキーポリシーではありません' },
  noPolicyOf: { says: '`{resource}` のキーポリシーを設定するファイルはありません' },
  severalPolicies: {
    says: 'ファイルが複数のキーポリシーを設定しています。どれについて調べるか指定してください',
  },
  fileTooLarge: { says: '`{file}` は {mebibytes} MiB を超えています' },
  fileMissing: { says: '`{file}` を読み取れません: ファイルがありません' },
  isFolder: { says: '`{file}` はフォルダです' },
  nothingDeclared: {
    says: '`{file}` はキーポリシーでも Terraform プランでも CloudFormation テンプレートでもありません',
    hints: ['cdk synth を実行し、出力フォルダ cdk.out を指定する'],
  },
  loopsTooLong: { says: 'テンプレートの繰り返しを展開すると、値が {count} 個を超えます' },
  noState: {
    says: '`{name}` は Terraform ステートでも CloudFormation テンプレートでもありません',
  },
  noManifest: { says: '`{file}` は CDK アセンブリのマニフェストではありません' },
  tooManyTemplates: { says: '`{folder}` のテンプレートが {count} 個を超えています' },
  outsideOfFolder: { says: '`{name}` は `{folder}` の外にあります' },
  templateTooLarge: { says: 'テンプレートを展開すると {count} 文字を超えます' },

  evidenceTooLarge: { says: '`{name}`: {mebibytes} MiB を超えています', hints: EVIDENCE_HINTS },
  evidenceForeign: {
    says: '`{name}`: sparekey が収集した証拠ではありません',
    hints: EVIDENCE_HINTS,
  },
  evidenceVersion: {
    says: '`{name}`: バージョン {version} です。この sparekey で読めるのはバージョン 1 です',
    hints: EVIDENCE_HINTS,
  },
  evidenceNested: {
    says: '`{name}`: 入れ子が {levels} 段を超えています',
    hints: EVIDENCE_HINTS,
  },
  evidenceTwice: {
    says: '`{name}`: 1 つのオブジェクトにメンバー {member} が 2 つあります',
    hints: EVIDENCE_HINTS,
  },
  evidenceMember: { says: '`{name}`: `{member}` の値が正しくありません', hints: EVIDENCE_HINTS },
  evidenceAnswers: {
    says: '`{name}`: `answers` がリストではありません',
    hints: EVIDENCE_HINTS,
  },
  evidenceTooMany: { says: '`{name}`: 回答が {count} 件を超えています', hints: EVIDENCE_HINTS },
  evidenceAnswer: {
    says: '`{name}`: `answers[{at}]` は正しい回答の形ではありません',
    hints: EVIDENCE_HINTS,
  },
}
