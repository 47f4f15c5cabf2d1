import type { CheckReport } from '../../check/checked-policy.ts'

/** What `sparekey check --format json` prints. */
export const renderCheckJson = (report: CheckReport): string => JSON.stringify(report, undefined, 2)
