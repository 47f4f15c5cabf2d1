import type { Language } from '../terminal.ts'

const en = {
  ready: (url: string) => `  console        ${url}\n                 (opens once, in one browser)`,
  next: (url: string) => `The console was opened. The link for another browser:\n  ${url}`,
}

const ja: typeof en = {
  ready: (url) => `  コンソール     ${url}\n                 (1 つのブラウザで 1 回だけ開けます)`,
  next: (url) => `コンソールが開かれました。別のブラウザ用のリンク:\n  ${url}`,
}

export const consoleWords = (language: Language) => (language === 'ja' ? ja : en)
