import type { Language } from '../terminal.ts'

const en = {
  ready: (url: string) => `  console        ${url}\n                 (opens once, in one browser)`,
  onStack: (endpoint: string) => `The console of the stack at ${endpoint}`,
  onAws: (profile: string, region: string, endpoint: string | undefined) =>
    endpoint === undefined
      ? `The console of a REAL AWS account: profile ${profile}, ${region}`
      : `The console of what answers at ${endpoint}: profile ${profile}, ${region}`,
  next: (url: string) => `The console was opened. The link for another browser:\n  ${url}`,
}

const ja: typeof en = {
  ready: (url) => `  コンソール     ${url}\n                 (1 つのブラウザで 1 回だけ開けます)`,
  onStack: (endpoint) => `スタック ${endpoint} のコンソール`,
  onAws: (profile, region, endpoint) =>
    endpoint === undefined
      ? `実際の AWS アカウントのコンソール: プロファイル ${profile}、${region}`
      : `${endpoint} のコンソール: プロファイル ${profile}、${region}`,
  next: (url) => `コンソールが開かれました。別のブラウザ用のリンク:\n  ${url}`,
}

export const consoleWords = (language: Language) => (language === 'ja' ? ja : en)
