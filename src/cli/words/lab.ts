import type { Language } from '../terminal.ts'

const en = {
  title: (story: string, endpoint: string, account: string, region: string) =>
    `Lockout rehearsal on ${endpoint} (account ${account}, ${region})\n${story}`,
  step: (who: string, does: string) => `${who} ${does}`,
  played: (who: string, key: string, profiles: readonly string[], file: string) =>
    `\`${who}\` is locked out of ${key}.\n${profilesOf(profiles)} in\n  ${file}`,
  before: (key: string) =>
    `Played here already: ${key} exists.\nTo play again, start with a new data directory.`,
  next: (command: string) => `Ask why:\n  ${command}`,
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``)

const profilesOf = (names: readonly string[]): string =>
  names.length === 1
    ? `The profile ${quoted(names).join('')} is`
    : `The profiles ${quoted(names).join(' and ')} are`

const ja: typeof en = {
  title: (story, endpoint, account, region) =>
    `ロックアウトのリハーサル: ${endpoint} (アカウント ${account}、${region})\n${story}`,
  step: (who, does) => `${who}: ${does}`,
  played: (who, key, profiles, file) =>
    `\`${who}\` は ${key} から締め出されました。\nプロファイル ${quoted(profiles).join(' と ')} は次のファイルにあります:\n${file}`,
  before: (key) =>
    `リハーサルは実行済みです (${key} が存在します)。\nやり直すには新しいデータディレクトリを使ってください。`,
  next: (command) => `理由を調べるには:\n  ${command}`,
}

export const labWords = (language: Language) => (language === 'ja' ? ja : en)
