// What a bucket policy may be about: its own bucket and the objects in it, each action with a
// resource that it works on.

import type { PatternClause, PolicyDocument, Statement } from '../../../policy/index.ts'
import { actionsMatching } from '../../../policy/index.ts'
import { MalformedPolicy } from '../errors.ts'
import { bucketArn } from '../questions.ts'

type ResourceType = 'bucket' | 'object'

export function requireApplicableStatements({ statements }: PolicyDocument, bucket: string): void {
  const arn = bucketArn(bucket)
  for (const { resource, action } of statements) {
    if (resource?.patterns.some((pattern) => !isOfBucket(pattern, arn))) {
      throw MalformedPolicy({}, 'Policy has invalid resource')
    }
    if (action?.patterns.some((pattern) => typesOf(pattern) === undefined)) {
      throw MalformedPolicy({}, 'Policy has invalid action')
    }
  }
  if (statements.every((statement) => applies(statement, arn))) return
  throw MalformedPolicy({}, 'Action does not apply to any resource(s) in statement')
}

/** The bucket's name is written out, and behind it stands nothing, a key, or a wildcard. */
const isOfBucket = (pattern: string, arn: string): boolean =>
  pattern.startsWith(arn) && /^(?:$|[/*?])/.test(pattern.slice(arn.length))

/** What the actions work on that the pattern takes; undefined when it takes none of S3's. */
function typesOf(pattern: string): ReadonlySet<ResourceType> | undefined {
  const actions = actionsMatching(pattern).filter(({ service }) => service === 's3')
  if (actions.length === 0) return undefined
  const types = actions.flatMap(({ resources }) => resources)
  return new Set(types.filter((type) => type === 'bucket' || type === 'object'))
}

/** `NotAction` and `NotResource` leave more than they name. */
function applies({ action, resource }: Statement, arn: string): boolean {
  if (!action || action.negated || !resource || resource.negated) return true
  const named = resourceTypes(resource, arn)
  return action.patterns.every((pattern) =>
    named.some((type) => typesOf(pattern)?.has(type) === true),
  )
}

function resourceTypes({ patterns }: PatternClause, arn: string): readonly ResourceType[] {
  const behind = patterns.map((pattern) => pattern.slice(arn.length))
  return [
    ...(behind.some((rest) => !rest.startsWith('/')) ? (['bucket'] as const) : []),
    // A wildcard right behind the name takes keys as well.
    ...(behind.some((rest) => rest !== '') ? (['object'] as const) : []),
  ]
}
