import { hourMs } from '../../../base/sizes.ts'
import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GenerateCredentialReportOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { credentialReport } from '../reports/credential-report.ts'
import type { IamScope } from '../scope.ts'
import { credentialReports } from '../tables.ts'

/**
 * Makes the account's credential report, unless the last one is younger than four hours.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html
 */
export const GenerateCredentialReport: Operation<
  IamScope,
  unknown,
  GenerateCredentialReportOutput
> = {
  readOnly: false,
  questions: (_input, scope) => [onAccount('iam:GenerateCredentialReport', scope)],
  prepare: async (_input, scope) => (isFresh(scope) ? undefined : credentialReport(scope)),
  perform: (_input, { store, account, now }, prepared) => {
    if (prepared === undefined) return { output: { State: 'COMPLETE' } }
    const report = { generatedAt: now.toISOString(), content: String(prepared) }
    const current = store.get(credentialReports, account)
    return {
      output: { State: 'STARTED', Description: STARTED },
      changes: [change(credentialReports, account, current, report)],
    }
  },
}

function isFresh({ store, account, now }: IamScope): boolean {
  const report = store.get(credentialReports, account)?.value
  if (!report) return false
  return now.getTime() - Date.parse(report.generatedAt) < limits.credentialReportHours * hourMs
}

/** It is there as soon as this is answered. */
const STARTED = 'No report exists. Starting a new report generation task'
