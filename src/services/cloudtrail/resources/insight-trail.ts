import { InvalidParameterCombinationException, UnsupportedOperationException } from '../errors.ts'

interface InsightSource {
  readonly TrailName?: string | undefined
  readonly EventDataStore?: string | undefined
}

/**
 * The trail whose Insights a request is about.
 *
 * UNLIKE AWS: there are no event data stores. CloudTrail Lake has been closed to new customers
 * since 2026-05-31.
 */
export function requireInsightTrail({ TrailName, EventDataStore }: InsightSource): string {
  if (EventDataStore !== undefined && TrailName === undefined) {
    throw UnsupportedOperationException('Sparekey has no event data stores')
  }
  if (TrailName === undefined || EventDataStore !== undefined) {
    // The sentence is ours: AWS's is not known.
    throw InvalidParameterCombinationException(
      'You must specify either TrailName or EventDataStore, and not both.',
    )
  }
  return TrailName
}
