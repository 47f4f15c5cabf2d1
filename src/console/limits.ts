import { hourMs, KiB, minuteMs, secondMs } from '../base/sizes.ts'

export const limits = {
  /** A key policy is 32 KiB, a pasted error or event may be more. */
  bodyBytesMax: 512 * KiB,
  bodyMsMax: 10 * secondMs,
  /** A browser that has been left alone. */
  idleMs: 30 * minuteMs,
  /** However busy it is, as with AWS's console. */
  absoluteMs: 12 * hourMs,
  visitorsMax: 16,
  /** Of one browser, within so long. */
  failedSignInsMax: 10,
  failedSignInsMs: 1 * minuteMs,
  /** That were shown to one person and can still be applied. */
  plansMax: 8,
} as const
