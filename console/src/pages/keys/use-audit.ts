import type { AuditAnswer } from '../../../../src/console/api/audit-answer.ts'
import type { AuditStep } from '../../../../src/doctor/index.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useWork } from '../../parts/use-work.ts'
import { usePreferences } from '../../shell/preferences.ts'

export type { AuditAnswer, AuditSaid } from '../../../../src/console/api/audit-answer.ts'

export interface Audited {
  /** Undefined: not known yet; null: there was none. */
  readonly last: AuditAnswer | null | undefined
  readonly isRunning: boolean
  readonly step: AuditStep | undefined
  readonly failure: CallFailed | undefined
  readonly run: () => void
  readonly stop: () => void
}

/** The last audit of the person who is signed in, which the server keeps, and the next one. */
export function useAudit(): Audited {
  const { language } = usePreferences()
  const last = useAnswer(
    (signal) => call<AuditAnswer | null>('last-audit', { lang: language }, { signal }),
    language,
  )
  const { isRunning, progress, failure, run, stop } = useWork(async (_input: void, options) => {
    await call('audit', { lang: language }, options)
    last.again()
  })
  return {
    last: last.answer,
    isRunning,
    step: progress as AuditStep | undefined,
    failure,
    run,
    // What was seen until then is kept, and asked for.
    stop: () => {
      stop()
      last.again()
    },
  }
}
