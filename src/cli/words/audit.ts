import type { Language } from '../terminal.ts'

const en = {
  audit: 'look at every key of the account: who can still manage it, and who may use it',
  regions: "Regions to look at; otherwise the profile's or AWS_REGION",
  allRegions: 'every Region that the account uses',
  failOn: 'exit with 2 from this severity on: critical, high, medium, low, note',
  html: 'write the report as one HTML page to this file as well',
  format: 'text, json or sarif',
  verbose: 'with the rules, their evidence, and details of notes',
  writtenTo: (file: string) => `The report is in ${file}`,
}

const ja: typeof en = {
  audit: 'アカウントのすべてのキーを調べ、誰が管理でき、誰が使えるかを示す',
  regions: '調べるリージョン。指定がなければプロファイルまたは AWS_REGION に従う',
  allRegions: 'アカウントで有効なすべてのリージョンを調べる',
  failOn: 'この重要度以上の検出結果があれば 2 で終了する: critical, high, medium, low, note',
  html: 'レポートを 1 つの HTML ページとしてこのファイルにも書き出す',
  format: 'text、json、sarif のいずれか',
  verbose: 'ルールの ID、根拠、参考情報の詳細も表示する',
  writtenTo: (file) => `レポート: ${file}`,
}

export const auditCommandWords = (language: Language) => (language === 'ja' ? ja : en)
