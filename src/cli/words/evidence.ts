import type { Language } from '../terminal.ts'

/** `2024-05-06 07:08:09 UTC` */
const moment = (time: string): string => `${time.slice(0, 19).replace('T', ' ')} UTC`

const en = {
  speaksFrom: (at: string, account: string, region: string, by: string) =>
    `From evidence collected ${moment(at)} in account ${account}, Region ${region}, by ${by}; ` +
    'AWS is not asked.',
  redacted: (by: string) => `${by} (redacted)`,
  asking: (asked: number, answered: number, question: string) =>
    `  ${asked} questions asked, ${answered} answered; the latest: ${question}`,
}

export type EvidenceWords = typeof en

const ja: EvidenceWords = {
  speaksFrom: (at, account, region, by) =>
    `${moment(at)} に収集した証拠から: アカウント ${account}、リージョン ${region}、` +
    `収集者 ${by}。AWS には問い合わせません。`,
  redacted: (by) => `${by} (匿名化済み)`,
  asking: (asked, answered, question) =>
    `  問い合わせ ${asked} 件、回答 ${answered} 件。最新: ${question}`,
}

export const evidenceWords = (language: Language): EvidenceWords => (language === 'ja' ? ja : en)
