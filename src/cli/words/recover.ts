import type { Language } from '../terminal.ts'

const en = {
  stopping:
    'Interrupted: waiting for what has begun, and putting back what was opened. A second interrupt ends at once; the same command then tells how far it came.',
}

const ja: typeof en = {
  stopping:
    '中断します。開始した処理の結果を待ち、開いたものを元に戻しています。もう一度中断するとすぐに終了します。どこまで進んだかは、同じコマンドで確認できます。',
}

export const recoverWords = (language: Language) => (language === 'ja' ? ja : en)
