import type { Operation } from '../../operation.ts'
import { ReportNotPresent } from '../errors.ts'
import type { GetCredentialReportOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { credentialReports } from '../tables.ts'

/**
 * Answers the account's credential report as it was generated last.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html
 */
export const GetCredentialReport: Operation<IamScope, unknown, GetCredentialReportOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetCredentialReport', scope)],
  perform: (_input, { store, account }) => {
    const report = store.get(credentialReports, account)?.value
    if (!report) throw ReportNotPresent('Credential report not found')
    return {
      output: {
        Content: Buffer.from(report.content, 'utf8'),
        ReportFormat: 'text/csv',
        GeneratedTime: new Date(report.generatedAt),
      },
    }
  },
}
