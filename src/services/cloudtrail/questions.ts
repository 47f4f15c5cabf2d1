// What CloudTrail asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html

import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Tag } from './model.ts'
import { trailArn } from './resources/trail-name.ts'
import type { CloudTrailScope } from './scope.ts'
import type { TrailPlace } from './tables.ts'

type Context = Readonly<Record<string, ContextValue>>

/** For operations that know no resource. */
export const onAccount = (action: string, { account }: CloudTrailScope): Question => ({
  action,
  resource: { arn: '*', account },
})

/**
 * May the caller do this with the trail of this name or ARN? The name alone makes the ARN, so that
 * who may not ask does not learn whether there is such a trail.
 */
export const onTrail = (
  action: string,
  nameOrArn: string,
  scope: CloudTrailScope,
  context: Context = {},
): Question => onTrailAt(action, scope.trails.placeOf(nameOrArn), scope, context)

export function onTrailAt(
  action: string,
  place: TrailPlace,
  { trails }: CloudTrailScope,
  context: Context = {},
): Question {
  const { account } = place
  return {
    action,
    resource: { arn: trailArn(place), account, type: 'AWS::CloudTrail::Trail' },
    context: { ...resourceTagContext(trails.at(place)?.value.tags), ...context },
  }
}

const resourceTagContext = (tags: readonly Tag[] = []): Context =>
  tagContext('aws:ResourceTag', tags)

/** The tags that a request sets. */
export function requestTagContext(tags: readonly Tag[] = []): Context {
  return { ...tagContext('aws:RequestTag', tags), ...tagKeysContext(tags) }
}

/** The keys of the tags that a request names. */
export const tagKeysContext = (tags: readonly Tag[]): Context =>
  tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(({ Key }) => Key) }

const tagContext = (family: string, tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ Key, Value = '' }) => [`${family}/${Key}`, Value]))
