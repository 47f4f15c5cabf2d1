import type { EvidenceFile } from '../../doctor/index.ts'
import type { Language } from '../terminal.ts'

const counted = (count: number): string => count.toLocaleString('en-US')

const en = {
  where: ({ account, region, endpoint }: EvidenceFile['where']) =>
    `account ${account} · Region ${region} · ${endpoint ?? 'AWS'}`,
  written: (file: string, answers: number, bytes: number) =>
    `${file} holds ${counted(answers)} answers of AWS, in ${counted(bytes)} bytes. ` +
    'No credentials and no key material are in it.',
  redacted:
    'People, their sessions, e-mail and IP addresses, user agents and account aliases are hashes ' +
    'in it. Names of roles, groups and policies, and what tags and descriptions say, are not.',
  notRedacted: 'Names of people and IP addresses are in it: with --redact they are hashes.',
  refused: 'Refused, so that it is not in it:',
  next: 'Use it, here or elsewhere:',
}

type CollectWords = typeof en

const ja: CollectWords = {
  where: ({ account, region, endpoint }) =>
    `アカウント ${account} · リージョン ${region} · ${endpoint ?? 'AWS'}`,
  written: (file, answers, bytes) =>
    `${file} に AWS の回答 ${counted(answers)} 件を保存しました (${counted(bytes)} バイト)。` +
    '認証情報とキーマテリアルは含みません。',
  redacted:
    'ユーザー、セッション、メールアドレス、IP アドレス、ユーザーエージェント、アカウントエイリアスは' +
    'ハッシュに置き換えました。ロール、グループ、ポリシーの名前、タグや説明の内容はそのままです。',
  notRedacted: '個人の名前と IP アドレスを含みます。--redact でハッシュに置き換えられます。',
  refused: '拒否されたため含まれないもの:',
  next: '使い方 (ほかのマシンでも使えます):',
}

export const collectWords = (language: Language): CollectWords => (language === 'ja' ? ja : en)
