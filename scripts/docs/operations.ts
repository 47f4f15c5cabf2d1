import { registry } from '../../src/server/registry.ts'
import { listOf } from './list-of.ts'

const titles: Readonly<Record<string, string>> = {
  kms: 'KMS',
  iam: 'IAM',
  sts: 'STS',
  cloudtrail: 'CloudTrail',
  organizations: 'Organizations',
  s3: 'S3',
  glue: 'Glue',
  athena: 'Athena',
}

export function operationsPage(): string {
  const services = [...registry({ lookupEventsPerSecond: undefined }).entries()]
  return `# Operations

What the stack answers. An operation that is not built answers \`UnknownOperationException\`
(\`InvalidAction\` from IAM and STS, \`NotImplemented\` from S3, as their protocols have it).

${services.map(section).join('\n')}`
}

type Registered = NonNullable<ReturnType<ReturnType<typeof registry>['get']>>

function section([name, { model, operations }]: [string, Registered]): string {
  const all = Object.keys(model.operations).toSorted()
  const built = all.filter((operation) => operation in operations)
  const missing = all.filter((operation) => !(operation in operations))
  return `## ${titles[name] ?? name}

Built, ${built.length} of ${all.length}: ${listOf(built)}.

Not built: ${missing.length > 0 ? listOf(missing) : 'none'}.
`
}
