import type { Language } from '../terminal.ts'

const en = {
  title: (endpoint: string, account: string, region: string) =>
    `Lockout rehearsal on ${endpoint} (account ${account}, ${region})`,
  played: (key: string, file: string) =>
    `\`admin\` is locked out of ${key}.\nThe profiles \`admin\` and \`deployer\` are in\n  ${file}`,
  alreadyPlayed: (key: string) =>
    `Played here already: ${key} exists.\nTo play again, start with a new data directory.`,
  next: (command: string) => `Ask why:\n  ${command}`,
}

const ja: typeof en = {
  title: (endpoint, account, region) =>
    `ロックアウトのリハーサル: ${endpoint} (アカウント ${account}、${region})`,
  played: (key, file) =>
    `\`admin\` は ${key} から締め出されました。\nプロファイル \`admin\` と \`deployer\` は次のファイルにあります:\n${file}`,
  alreadyPlayed: (key) =>
    `リハーサルは実行済みです (${key} が存在します)。\nやり直すには新しいデータディレクトリを使ってください。`,
  next: (command) => `理由を調べるには:\n  ${command}`,
}

export const labWords = (language: Language) => (language === 'ja' ? ja : en)
