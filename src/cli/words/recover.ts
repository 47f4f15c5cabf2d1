import type { Language } from '../terminal.ts'

const en = { agree: 'Do it? [y/N] ' }

const ja: typeof en = { agree: '実行しますか? [y/N] ' }

export const recoverWords = (language: Language) => (language === 'ja' ? ja : en)
