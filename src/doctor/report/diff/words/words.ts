import type { Language } from '../../words/words.ts'

const en = {
  title: 'What changes from {before} to {after}',
  same: '{before} and {after} mean the same.',
  access: 'Who gains and who loses',
  sameAccess: 'Nobody gains or loses access.',
  byIam: 'The IAM policies of {names} are counted.',
  byPolicies: 'By the key policies alone: no IAM policy was looked at.',
}

const ja: typeof en = {
  title: '{before} から {after} への変更点',
  same: '{before} と {after} は同じ意味です。',
  access: 'アクセスの増減',
  sameAccess: 'アクセスの増減はありません。',
  byIam: '{names} の IAM ポリシーを考慮しています。',
  byPolicies: 'キーポリシーだけで判定しています (IAM ポリシーは見ていません)。',
}

export const diffWordsFor = (language: Language): typeof en => (language === 'ja' ? ja : en)
