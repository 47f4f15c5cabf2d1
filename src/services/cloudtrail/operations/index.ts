import type { AnyOperation } from '../../operation.ts'
import type { CloudTrailScope } from '../scope.ts'
import { AddTags } from './add-tags.ts'
import { CreateTrail } from './create-trail.ts'
import { DeleteTrail } from './delete-trail.ts'
import { DescribeTrails } from './describe-trails.ts'
import { GetEventSelectors } from './get-event-selectors.ts'
import { GetInsightSelectors } from './get-insight-selectors.ts'
import { GetTrail } from './get-trail.ts'
import { GetTrailStatus } from './get-trail-status.ts'
import { ListPublicKeys } from './list-public-keys.ts'
import { ListTags } from './list-tags.ts'
import { ListTrails } from './list-trails.ts'
import { LookupEvents } from './lookup-events.ts'
import { PutEventSelectors } from './put-event-selectors.ts'
import { PutInsightSelectors } from './put-insight-selectors.ts'
import { RemoveTags } from './remove-tags.ts'
import { StartLogging } from './start-logging.ts'
import { StopLogging } from './stop-logging.ts'
import { UpdateTrail } from './update-trail.ts'

export const operations: Readonly<Record<string, AnyOperation<CloudTrailScope>>> = {
  AddTags,
  CreateTrail,
  DeleteTrail,
  DescribeTrails,
  GetEventSelectors,
  GetInsightSelectors,
  GetTrail,
  GetTrailStatus,
  ListPublicKeys,
  ListTags,
  ListTrails,
  LookupEvents,
  PutEventSelectors,
  PutInsightSelectors,
  RemoveTags,
  StartLogging,
  StopLogging,
  UpdateTrail,
}
