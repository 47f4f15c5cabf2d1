import type { Language } from '../terminal.ts'

const en = {
  check: 'what is wrong with key policies before they are applied, in CI or by hand',
  files:
    'key policies, Terraform plans (terraform show -json), CloudFormation templates, cdk.out folders',
  deployer: 'ARN of who will apply them; otherwise whoever asks',
  deployerPolicy: 'its IAM policies; otherwise they are asked of IAM',
  deployerBoundary: 'its permissions boundary',
  key: 'the key whose policy is in force: id, ARN, alias/NAME or alias ARN',
  against: 'file that holds the policy in force',
  resource: 'only these resources of the plan or template',
  parameter: 'parameters of the template, as deployment gives them: NAME=VALUE',
  account: 'account that the keys are for',
  format: 'how to say it: text, json, sarif or github (annotations)',
  failOn: 'what ends in exit code 2: error, or warning as well',
  offline: 'ask nothing of AWS, whatever credentials there are',
}

const ja: typeof en = {
  check: 'キーポリシーの問題を、適用する前に (CI でも手元でも) 調べる',
  files:
    'キーポリシー、Terraform のプラン (terraform show -json)、CloudFormation テンプレート、cdk.out フォルダー',
  deployer: '適用するプリンシパルの ARN。指定がなければ実行者自身',
  deployerPolicy: 'その IAM ポリシー。指定がなければ IAM に問い合わせる',
  deployerBoundary: 'そのアクセス許可の境界',
  key: '有効なポリシーを持つキー: キー ID、ARN、alias/名前、エイリアス ARN',
  against: '有効なポリシーを含むファイル',
  resource: 'プランまたはテンプレートのうち、これらのリソースだけ',
  parameter: 'デプロイ時に与えるテンプレートのパラメータ: 名前=値',
  account: 'キーのアカウント',
  format: '出力の形式: text、json、sarif、github (注釈)',
  failOn: '終了コード 2 にするもの: error、または warning も含める',
  offline: '認証情報があっても AWS に問い合わせない',
}

export type CheckHelpWords = typeof en

export const checkHelpWords = (language: Language): CheckHelpWords => (language === 'ja' ? ja : en)
