import type { AskingProgress, EvidenceFile } from '../../doctor/index.ts'
import type { Language } from '../terminal.ts'

/** `2024-05-06 07:08:09 UTC` */
const moment = (time: string): string => `${time.slice(0, 19).replace('T', ' ')} UTC`

const en = {
  speaksFrom: ({ collectedAt, where, caller, redacted }: EvidenceFile) =>
    `From evidence collected ${moment(collectedAt)} in account ${where.account}, ` +
    `Region ${where.region}, by ${caller.arn}${redacted ? ' (redacted)' : ''}; AWS is not asked.`,
  noApply: 'a plan can be made from evidence, and nothing can be applied',
  noApplyHint: 'the same command without --evidence plans from what is in force, and applies that',
  asking: ({ asked, answered, question }: AskingProgress) =>
    `  ${asked} questions asked, ${answered} answered; the latest: ${question}`,
}

export type EvidenceWords = typeof en

const ja: EvidenceWords = {
  speaksFrom: ({ collectedAt, where, caller, redacted }) =>
    `${moment(collectedAt)} に収集した証拠から: アカウント ${where.account}、` +
    `リージョン ${where.region}、収集者 ${caller.arn}${redacted ? ' (匿名化済み)' : ''}。` +
    'AWS には問い合わせません。',
  noApply: '証拠ファイルから計画は立てられますが、適用はできません',
  noApplyHint: '--evidence なしで同じコマンドを実行すると、現在のポリシーから計画して適用します',
  asking: ({ asked, answered, question }) =>
    `  問い合わせ ${asked} 件、回答 ${answered} 件。最新: ${question}`,
}

export const evidenceWords = (language: Language): EvidenceWords => (language === 'ja' ? ja : en)
