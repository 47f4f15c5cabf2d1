import type { PolicyNames } from './words.ts'

export const japanese: PolicyNames = {
  keyPolicy: 'キーポリシー',
  proposedKeyPolicy: '提案されたキーポリシー',
  newKeyPolicy: '新しいキーポリシー',
  inlinePolicy: '{owner} のインラインポリシー {name}',
  identityPolicy: 'アイデンティティポリシー',
  addedPolicy: '追加するポリシー',
  sessionPolicy: 'セッションポリシー',
  trustPolicy: '信頼ポリシー',
  trustPolicyOf: '{role} の信頼ポリシー',
  restOfOrganization: '組織がほかにアタッチしているポリシー',
  grant: 'グラント {id}',
}
