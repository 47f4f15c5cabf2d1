import Link from '@cloudscape-design/components/link'
import { linkTo } from '../../routes/location.ts'
import type { Resource } from './event-record.ts'

/** The resource's own page, for those that the console has pages of. */
export function ResourceLink({
  resource: { ResourceName: name = '-', ResourceType: type },
}: {
  readonly resource: Resource
}) {
  const link = linkOf(name, type)
  return link === undefined ? name : <Link href={link}>{name}</Link>
}

const KEY_ID = /^(mrk-)?[\da-f-]{32,36}$/

function linkOf(name: string, type: string | undefined): string | undefined {
  const [, key] = /^arn:[\w-]+:kms:[\w-]+:\d+:key\/([\w-]+)$/.exec(name) ?? []
  if (key !== undefined) return linkTo(['keys', key])
  if (type === 'AWS::KMS::Key' && KEY_ID.test(name)) return linkTo(['keys', name])
  const [, kind, path] = /^arn:[\w-]+:iam::\d+:(user|role|group|policy)\/(.+)$/.exec(name) ?? []
  if (kind === 'policy') return linkTo(['iam', 'policies', name])
  const iamName = path?.split('/').at(-1)
  return kind && iamName ? linkTo(['iam', `${kind}s`, iamName]) : undefined
}
