// A bucket's lifecycle rules on their way in and out. The rules are kept and listed.

import { dayMs } from '../../../base/sizes.ts'
import type { World } from '../../../base/world.ts'
import { InvalidArgument, InvalidRequest, MalformedXML } from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  LifecycleExpiration,
  LifecycleRule,
  LifecycleRuleFilter,
  PutBucketLifecycleConfigurationInput,
  Transition,
  TransitionDefaultMinimumObjectSize,
} from '../model.ts'
import type { BucketSettingRow } from '../tables.ts'

/** What is kept of a configuration. */
export interface Lifecycle {
  readonly Rules: readonly LifecycleRule[]
  readonly TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}

/** Each rule gets an id. */
export function requireLifecycle(
  {
    LifecycleConfiguration,
    TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K',
  }: PutBucketLifecycleConfigurationInput,
  world: World,
): Lifecycle {
  const rules = LifecycleConfiguration?.Rules ?? []
  if (rules.length === 0 || rules.length > limits.lifecycleRulesMax) throw MalformedXML()
  for (const rule of rules) requireRule(rule)
  const Rules = rules.map((rule) => ({ ...rule, ID: rule.ID ?? world.uuid() }))
  if (new Set(Rules.map(({ ID }) => ID)).size < Rules.length) {
    throw InvalidArgument({}, 'Rule ID must be unique. Found same ID for more than one rule')
  }
  return { Rules, TransitionDefaultMinimumObjectSize }
}

/** What was kept, with dates again where JSON holds text. */
export function storedLifecycle(setting: BucketSettingRow): Lifecycle {
  const { Rules, ...others } = setting as unknown as Lifecycle
  const datedRules = Rules.map((rule) => ({
    ...rule,
    ...(rule.Expiration && { Expiration: dated(rule.Expiration) }),
    ...(rule.Transitions && { Transitions: rule.Transitions.map(dated) }),
  }))
  return { ...others, Rules: datedRules }
}

const dated = <Item extends { readonly Date?: Date | string | undefined }>(item: Item) => {
  const { Date: date, ...others } = item
  return { ...others, ...(date !== undefined && { Date: new Date(date) }) }
}

function requireRule(rule: LifecycleRule): void {
  const { ID, Prefix, Filter, Expiration, Transitions = [] } = rule
  if (ID !== undefined && ID.length > limits.lifecycleRuleIdCharsMax) {
    throw InvalidArgument({}, 'ID length should not exceed allowed limit of 255')
  }
  if ((Prefix === undefined) === (Filter === undefined)) throw MalformedXML()
  if (Filter) requireFilter(Filter)
  if (!hasAction(rule)) {
    throw InvalidRequest({}, 'At least one action needs to be specified in a rule')
  }
  if (Expiration) requireExpiration(Expiration)
  for (const transition of Transitions) requireTransition(transition)
  requireDays(rule.NoncurrentVersionExpiration?.NoncurrentDays, NONCURRENT_EXPIRATION)
  requireAbort(rule)
}

const NONCURRENT_EXPIRATION = "'NoncurrentDays' for NoncurrentVersionExpiration action"

const hasAction = (rule: LifecycleRule): boolean =>
  rule.Expiration !== undefined ||
  rule.NoncurrentVersionExpiration !== undefined ||
  rule.AbortIncompleteMultipartUpload !== undefined ||
  (rule.Transitions ?? []).length > 0 ||
  (rule.NoncurrentVersionTransitions ?? []).length > 0

/** One predicate, or several inside `And`. */
function requireFilter({ And, ...single }: LifecycleRuleFilter): void {
  const given = Object.values({ And, ...single }).filter((value) => value !== undefined)
  if (given.length > 1) throw MalformedXML()
  if (!And) return
  const { Tags = [], ...others } = And
  const joined = Object.values(others).filter((value) => value !== undefined)
  if (joined.length + Tags.length < 2) throw MalformedXML()
}

function requireExpiration(expiration: LifecycleExpiration): void {
  const { Date: date, Days, ExpiredObjectDeleteMarker } = expiration
  const given = [date, Days, ExpiredObjectDeleteMarker].filter((value) => value !== undefined)
  if (given.length !== 1) throw MalformedXML()
  requireDays(Days, "'Days' for Expiration action")
  requireMidnight(date)
}

const INFREQUENT_ACCESS_DAYS_MIN = 30

function requireTransition({ Date: date, Days, StorageClass }: Transition): void {
  if ((date === undefined) === (Days === undefined) || !StorageClass) throw MalformedXML()
  requireMidnight(date)
  if (Days === undefined) return
  if (Days < 0) {
    throw InvalidArgument({}, "'Days' in Transition action must be nonnegative")
  }
  if (StorageClass.endsWith('_IA') && Days < INFREQUENT_ACCESS_DAYS_MIN) {
    throw InvalidArgument(
      {},
      "'Days' in Transition action must be greater than or equal to " +
        `${INFREQUENT_ACCESS_DAYS_MIN} for storageClass '${StorageClass}'`,
    )
  }
}

function requireAbort({ AbortIncompleteMultipartUpload: abort, Filter }: LifecycleRule): void {
  if (!abort) return
  requireDays(
    abort.DaysAfterInitiation,
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action",
  )
  if (Filter?.Tag || Filter?.And?.Tags) {
    throw InvalidRequest({}, 'AbortIncompleteMultipartUpload cannot be specified with Tags.')
  }
}

function requireDays(days: number | undefined, subject: string): void {
  if (days === undefined || days > 0) return
  throw InvalidArgument({}, `${subject} must be a positive integer`)
}

function requireMidnight(date: Date | undefined): void {
  if (date === undefined || date.getTime() % dayMs === 0) return
  throw InvalidArgument({}, "'Date' must be at midnight GMT")
}
