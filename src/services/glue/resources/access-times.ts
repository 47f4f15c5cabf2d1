// Two times that clients may set, on their way into a row and out of it.

interface TimesOfInput {
  readonly LastAccessTime?: Date | undefined
  readonly LastAnalyzedTime?: Date | undefined
}

interface TimesOfRow {
  readonly lastAccessAt?: string
  readonly lastAnalyzedAt?: string
}

export const accessTimes = ({ LastAccessTime, LastAnalyzedTime }: TimesOfInput): TimesOfRow => ({
  ...(LastAccessTime && { lastAccessAt: LastAccessTime.toISOString() }),
  ...(LastAnalyzedTime && { lastAnalyzedAt: LastAnalyzedTime.toISOString() }),
})

export const accessTimesView = ({ lastAccessAt, lastAnalyzedAt }: TimesOfRow): TimesOfInput => ({
  ...(lastAccessAt !== undefined && { LastAccessTime: new Date(lastAccessAt) }),
  ...(lastAnalyzedAt !== undefined && { LastAnalyzedTime: new Date(lastAnalyzedAt) }),
})
