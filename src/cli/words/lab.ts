import type { Language } from '../terminal.ts'

const en = {
  title: (story: string, endpoint: string, account: string, region: string) =>
    `Lockout rehearsal on ${endpoint} (account ${account}, ${region})\n${story}`,
  step: (who: string, does: string) => `${who} ${does}`,
  played: (who: string, key: string, profiles: string, file: string) =>
    `\`${who}\` is locked out of ${key}.\nProfiles for ${profiles}:\n  ${file}`,
  before: (key: string) =>
    `Played here already: ${key} exists.\nTo play again, start with a new data directory.`,
  next: (command: string) => `Ask why:\n  ${command}`,
}

const ja: typeof en = {
  title: (story, endpoint, account, region) =>
    `ロックアウトのリハーサル: ${endpoint} (アカウント ${account}、${region})\n${story}`,
  step: (who, does) => `${who}: ${does}`,
  played: (who, key, profiles, file) =>
    `\`${who}\` は ${key} から締め出されました。\nプロファイル ${profiles} は次のファイルにあります:\n${file}`,
  before: (key) =>
    `リハーサルは実行済みです (${key} が存在します)。\nやり直すには新しいデータディレクトリを使ってください。`,
  next: (command) => `理由を調べるには:\n  ${command}`,
}

export const labWords = (language: Language) => (language === 'ja' ? ja : en)
