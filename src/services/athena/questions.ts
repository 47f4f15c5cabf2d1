// What Athena asks authorization.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html

import { arnOf } from '../../base/arn.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Tag } from './model.ts'
import type { AthenaScope } from './scope.ts'

type Context = Readonly<Record<string, ContextValue>>

/** For operations that know no resource. */
export const onAccount = (action: string, { account }: AthenaScope): Question => ({
  action,
  resource: { arn: '*', account },
})

/** The name alone makes the ARN: who may not ask does not learn whether there is one. */
export const onWorkGroup = (
  action: string,
  name: string,
  scope: AthenaScope,
  context: Context = {},
): Question => ({
  ...on(action, `workgroup/${name}`, scope),
  context: {
    ...tagContext('aws:ResourceTag', scope.workGroups.find(name)?.tags ?? []),
    ...context,
  },
})

export const onDataCatalog = (action: string, name: string, scope: AthenaScope): Question =>
  on(action, `datacatalog/${name}`, scope)

function on(action: string, resource: string, { account, region }: AthenaScope): Question {
  return { action, resource: { arn: arnOf('athena', region, account, resource), account } }
}

/** The tags that a request sets. */
export const requestTagContext = (tags: readonly Tag[] = []): Context => ({
  ...tagContext('aws:RequestTag', tags),
  ...tagKeysContext(tags.map(({ Key = '' }) => Key)),
})

export const tagKeysContext = (keys: readonly string[]): Context =>
  keys.length === 0 ? {} : { 'aws:TagKeys': keys }

const tagContext = (family: string, tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`${family}/${Key}`, Value]))
