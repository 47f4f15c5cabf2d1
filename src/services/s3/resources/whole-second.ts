import { secondMs } from '../../../base/sizes.ts'

/** A time as S3 tells it, in lists too: without fractions, which headers have no room for. */
export const wholeSecond = (time: string): Date =>
  new Date(Math.floor(Date.parse(time) / secondMs) * secondMs)
