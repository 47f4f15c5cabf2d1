import type { Language } from '../terminal.ts'

const en = {
  diff: 'what changes between two key policies, and who gains and loses by it',
  older: 'a file, KEY for the policy in force, KEY@TIME or KEY@NUMBER for an earlier version',
  newer: 'the same',
  key: 'the key that two files are for: IAM policies of whom they name are then counted',
}

const ja: typeof en = {
  diff: '2 つのキーポリシーの違いと、アクセスの増減',
  older: 'ファイル、KEY (有効なポリシー)、KEY@時刻 または KEY@番号 (以前のバージョン)',
  newer: '同上',
  key: '2 つのファイルが対象とするキー。名前の挙がったプリンシパルの IAM ポリシーも考慮する',
}

export const diffHelpWords = (language: Language): typeof en => (language === 'ja' ? ja : en)
