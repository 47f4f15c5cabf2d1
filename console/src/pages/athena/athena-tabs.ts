export const ATHENA_TABS = ['editor', 'recent', 'saved'] as const
export type AthenaTab = (typeof ATHENA_TABS)[number]

export const isAthenaTab = (text: string): text is AthenaTab =>
  ATHENA_TABS.some((tab) => tab === text)
