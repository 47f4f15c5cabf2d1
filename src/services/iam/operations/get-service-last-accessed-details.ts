import type { Operation } from '../../operation.ts'
import type {
  GetServiceLastAccessedDetailsInput,
  GetServiceLastAccessedDetailsOutput,
  ServiceLastAccessed,
} from '../model.ts'
import { listed, takePage } from '../paging.ts'
import { onAccount } from '../questions.ts'
import { jobShape, requireAccessReport } from '../reports/require-report.ts'
import { SERVICE_NAMES } from '../reports/service-names.ts'
import type { IamScope } from '../scope.ts'
import type { AccessReportRow, ServiceUse } from '../tables.ts'

/**
 * Answers what a job of GenerateServiceLastAccessedDetails has found.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
 */
export const GetServiceLastAccessedDetails: Operation<
  IamScope,
  GetServiceLastAccessedDetailsInput,
  GetServiceLastAccessedDetailsOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetServiceLastAccessedDetails', scope)],
  perform: ({ JobId, ...page }, scope) => {
    const report = requireAccessReport(JobId, scope)
    const { items, position } = takePage(
      page,
      listed(report.services, ({ service }) => service),
    )
    const ServicesLastAccessed = items.map((item) => shape(item, report))
    const JobType = report.granularity
    return { output: { ...jobShape(report), JobType, ServicesLastAccessed, ...position } }
  },
}

function shape(
  { service, byEntity, byAction }: ServiceUse,
  { granularity }: AccessReportRow,
): ServiceLastAccessed {
  const [last] = byEntity
  return {
    ServiceName: SERVICE_NAMES[service] ?? service,
    ServiceNamespace: service,
    TotalAuthenticatedEntities: byEntity.length,
    ...(last && {
      LastAuthenticated: new Date(last.usedAt),
      LastAuthenticatedEntity: last.entityArn,
      LastAuthenticatedRegion: last.region,
    }),
    ...(granularity === 'ACTION_LEVEL' && {
      TrackedActionsLastAccessed: byAction.map((use) => ({
        ActionName: use.action,
        LastAccessedEntity: use.entityArn,
        LastAccessedTime: new Date(use.usedAt),
        LastAccessedRegion: use.region,
      })),
    }),
  }
}
