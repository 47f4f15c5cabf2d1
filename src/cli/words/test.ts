import type { Language } from '../terminal.ts'

const en = {
  failed: 'FAILED',
  difference: (expected: string, got: string) => `expected ${expected}, got ${got}`,
  total: (passed: number, failed: number) => `${passed} passed, ${failed} failed`,
}

const ja: typeof en = {
  failed: '不合格',
  difference: (expected, got) => `期待 ${expected}、結果 ${got}`,
  total: (passed, failed) => `合格 ${passed}、不合格 ${failed}`,
}

export const testWords = (language: Language) => (language === 'ja' ? ja : en)
