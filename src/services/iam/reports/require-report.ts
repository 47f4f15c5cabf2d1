import { NoSuchEntity } from '../errors.ts'
import type { IamScope } from '../scope.ts'
import type { AccessReportRow } from '../tables.ts'
import { accessReports } from '../tables.ts'

export function requireAccessReport(jobId: string, { store, account }: IamScope): AccessReportRow {
  const report = store.get(accessReports, `${account}/${jobId}`)?.value
  if (!report) throw NoSuchEntity(`Job ${jobId} cannot be found.`)
  return report
}

/** What both answers about a job say of it. */
export const jobShape = ({ createdAt }: AccessReportRow) => ({
  JobStatus: 'COMPLETED' as const,
  JobCreationDate: new Date(createdAt),
  JobCompletionDate: new Date(createdAt),
})
