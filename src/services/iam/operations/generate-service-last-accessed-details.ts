import { hourMs } from '../../../base/sizes.ts'
import type { Change } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type {
  GenerateServiceLastAccessedDetailsInput,
  GenerateServiceLastAccessedDetailsOutput,
} from '../model.ts'
import { lastAccess } from '../reports/last-access.ts'
import { reportedOf } from '../reports/reported-entities.ts'
import type { IamScope } from '../scope.ts'
import type { AccessReportRow, ServiceUse } from '../tables.ts'
import { accessReports } from '../tables.ts'

/**
 * Finds out when a user, a role, the members of a group or whoever has a policy last called each
 * service that the policies grant. The job is done when this is answered.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html
 */
export const GenerateServiceLastAccessedDetails: Operation<
  IamScope,
  GenerateServiceLastAccessedDetailsInput,
  GenerateServiceLastAccessedDetailsOutput
> = {
  readOnly: true,
  questions: ({ Arn: arn }, { account }) => [
    { action: 'iam:GenerateServiceLastAccessedDetails', resource: { arn, account } },
  ],
  prepare: async ({ Arn }, scope) => lastAccess(reportedOf(Arn, scope), scope),
  perform: ({ Granularity = 'SERVICE_LEVEL' }, scope, prepared) => {
    const { account, world, now } = scope
    const JobId = world.uuid()
    const report: AccessReportRow = {
      granularity: Granularity,
      createdAt: now.toISOString(),
      services: prepared as readonly ServiceUse[],
    }
    const made = change(accessReports, `${account}/${JobId}`, undefined, report)
    return { output: { JobId }, changes: [...outdated(scope), made] }
  },
}

/** Jobs are kept for a day; some of the older ones go with every new one. */
function outdated({ store, account, now }: IamScope): readonly Change[] {
  const oldest = now.getTime() - limits.accessReportHours * hourMs
  return store
    .page(accessReports, { prefix: `${account}/`, limit: limits.itemsPerPageDefault })
    .filter(({ value }) => Date.parse(value.createdAt) < oldest)
    .map((row) => change(accessReports, row.id, row, undefined))
}
