import type { Operation } from '../../operation.ts'
import { parseEntityArn } from '../arns.ts'
import { NoSuchEntity } from '../errors.ts'
import { findRoleByArn, findUserByArn } from '../lookup.ts'
import type {
  EntityDetails,
  GetServiceLastAccessedDetailsWithEntitiesInput,
  GetServiceLastAccessedDetailsWithEntitiesOutput,
} from '../model.ts'
import { listed, takePage } from '../paging.ts'
import { onAccount } from '../questions.ts'
import { jobShape, requireAccessReport } from '../reports/require-report.ts'
import type { IamScope } from '../scope.ts'
import type { EntityUse } from '../tables.ts'

/**
 * Answers who called a service and when, as a job of GenerateServiceLastAccessedDetails has found
 * it. Users and roles that are gone are left out.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html
 */
export const GetServiceLastAccessedDetailsWithEntities: Operation<
  IamScope,
  GetServiceLastAccessedDetailsWithEntitiesInput,
  GetServiceLastAccessedDetailsWithEntitiesOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetServiceLastAccessedDetailsWithEntities', scope)],
  perform: ({ JobId, ServiceNamespace, ...page }, scope) => {
    const report = requireAccessReport(JobId, scope)
    const found = report.services.find(({ service }) => service === ServiceNamespace)
    if (!found) throw NoSuchEntity(`Service ${ServiceNamespace} cannot be found in job ${JobId}.`)
    const { items, position } = takePage(
      page,
      listed(found.byEntity, ({ entityArn }) => entityArn),
    )
    const EntityDetailsList = items.flatMap((use) => shape(use, scope) ?? [])
    return { output: { ...jobShape(report), EntityDetailsList, ...position } }
  },
}

function shape({ entityArn: Arn, usedAt }: EntityUse, { store }: IamScope) {
  const row = (findUserByArn(store, Arn) ?? findRoleByArn(store, Arn))?.value
  if (!row) return undefined
  const details: EntityDetails = {
    EntityInfo: {
      Arn,
      Name: row.name,
      Type: parseEntityArn(Arn)?.kind === 'role' ? 'ROLE' : 'USER',
      Id: row.uniqueId,
      Path: row.path,
    },
    LastAuthenticated: new Date(usedAt),
  }
  return details
}
