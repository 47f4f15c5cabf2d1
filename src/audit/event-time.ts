import { secondMs } from '../base/sizes.ts'

/** CloudTrail knows seconds, no fractions: `2026-11-23T09:41:07Z`. */
export function eventTime(time: Date): string {
  return `${time.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`
}

export const eventTimeSeconds = (time: Date): number => Math.floor(time.getTime() / secondMs)
