import type { Language } from '../terminal.ts'

/** `2024-05-06 07:08:09 UTC` */
const moment = (time: string): string => `${time.slice(0, 19).replace('T', ' ')} UTC`

const en = {
  speaksFrom: (at: string, account: string, region: string, by: string) =>
    `From evidence collected ${moment(at)} in account ${account}, Region ${region}, by ${by}; ` +
    'AWS is not asked.',
  redacted: (by: string) => `${by} (redacted)`,
  noApply: 'a plan can be made from evidence, and nothing can be applied',
  noApplyHint: 'the same command without --evidence plans from what is in force, and applies that',
  asking: (asked: number, answered: number, question: string) =>
    `  ${asked} questions asked, ${answered} answered; the latest: ${question}`,
}

export type EvidenceWords = typeof en

const ja: EvidenceWords = {
  speaksFrom: (at, account, region, by) =>
    `${moment(at)} に収集した証拠から: アカウント ${account}、リージョン ${region}、` +
    `収集者 ${by}。AWS には問い合わせません。`,
  redacted: (by) => `${by} (匿名化済み)`,
  noApply: '証拠ファイルから計画は立てられますが、適用はできません',
  noApplyHint: '--evidence なしで同じコマンドを実行すると、現在のポリシーから計画して適用します',
  asking: (asked, answered, question) =>
    `  問い合わせ ${asked} 件、回答 ${answered} 件。最新: ${question}`,
}

export const evidenceWords = (language: Language): EvidenceWords => (language === 'ja' ? ja : en)
