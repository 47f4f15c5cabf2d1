import type { Language } from '../terminal.ts'

const en = {
  recover: 'Do it? [y/N] ',
  createTable: 'Make the table? [y/N] ',
  query: 'Run the query? [y/N] ',
}

const ja: typeof en = {
  recover: '実行しますか? [y/N] ',
  createTable: 'テーブルを作成しますか? [y/N] ',
  query: 'クエリを実行しますか? [y/N] ',
}

export const agreementWords = (language: Language) => (language === 'ja' ? ja : en)
