import { eventTime } from '../../../audit/event-time.ts'
import type { Operation } from '../../operation.ts'
import type { GetTrailStatusInput, GetTrailStatusOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import type { CloudTrailScope } from '../scope.ts'
import type { TrailDeliveryRow, TrailRow } from '../tables.ts'
import { isLogging } from '../tables.ts'

/**
 * Tells whether a trail is logging, and how its latest deliveries went.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const GetTrailStatus: Operation<CloudTrailScope, GetTrailStatusInput, GetTrailStatusOutput> =
  {
    readOnly: true,
    questions: ({ Name }, scope) => [onTrail('cloudtrail:GetTrailStatus', Name, scope)],
    perform({ Name }, { trails }) {
      const trail = trails.requireVisible(Name)
      return { output: statusOf(trail.value, trails.deliveryOf(trail)) }
    },
  }

/** The times that are strings stand there empty when there is none. */
function statusOf(trail: TrailRow, delivery: TrailDeliveryRow): GetTrailStatusOutput {
  const started = trail.loggingPeriods.at(-1)?.from
  const stopped = trail.loggingPeriods.findLast(({ until }) => until !== undefined)?.until
  const { latestDeliveryAt, latestDeliveryError, latestDigestDeliveryError } = delivery
  return {
    IsLogging: isLogging(trail),
    ...(latestDeliveryError !== undefined && { LatestDeliveryError: latestDeliveryError }),
    ...at('LatestDeliveryTime', latestDeliveryAt),
    ...at('StartLoggingTime', started),
    ...at('StopLoggingTime', stopped),
    ...at('LatestDigestDeliveryTime', delivery.latestDigestDeliveryAt),
    ...(latestDigestDeliveryError !== undefined && {
      LatestDigestDeliveryError: latestDigestDeliveryError,
    }),
    LatestDeliveryAttemptTime: textOf(delivery.latestDeliveryAttemptAt),
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: textOf(latestDeliveryAt),
    TimeLoggingStarted: textOf(started),
    TimeLoggingStopped: textOf(stopped),
  }
}

function at<Name extends keyof GetTrailStatusOutput>(
  name: Name,
  time: string | undefined,
): Partial<Record<Name, Date>> {
  return (time === undefined ? {} : { [name]: new Date(time) }) as Partial<Record<Name, Date>>
}

const textOf = (time: string | undefined): string =>
  time === undefined ? '' : eventTime(new Date(time))
