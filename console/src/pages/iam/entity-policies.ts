// The policies that have a say for one user, role or group, each with its document.

import { aws } from '../../api/aws.ts'

export interface AttachedDocument {
  readonly name: string
  /** Undefined for an inline policy. */
  readonly arn: string | undefined
  /** The group it comes from. */
  readonly group: string | undefined
  /** JSON text; or why it cannot be read. */
  readonly text: string | undefined
  readonly refused: string | undefined
}

type Owner = 'User' | 'Role' | 'Group'

interface Attached {
  readonly AttachedPolicies?: readonly { PolicyName: string; PolicyArn: string }[]
}

/** By its ARN. */
type Read = (arn: string) => Promise<string>

export async function policiesOf(
  owner: Owner,
  name: string,
  signal: AbortSignal,
  managed = readOnce((arn) => managedDocument(arn, signal)),
): Promise<readonly AttachedDocument[]> {
  const who = { [`${owner}Name`]: name }
  const [inline, attached, groups] = await Promise.all([
    aws<{ PolicyNames?: readonly string[] }>('iam', `List${owner}Policies`, who, { signal }),
    aws<Attached>('iam', `ListAttached${owner}Policies`, who, { signal }),
    owner === 'User'
      ? aws<{ Groups?: readonly { GroupName: string }[] }>('iam', 'ListGroupsForUser', who, {
          signal,
        })
      : { Groups: [] },
  ])
  const own = [
    ...(inline.PolicyNames ?? []).map(async (PolicyName) => {
      const answer = aws<{ PolicyDocument?: string }>(
        'iam',
        `Get${owner}Policy`,
        { ...who, PolicyName },
        { signal },
      )
      const read = answer.then(({ PolicyDocument = '' }) => PolicyDocument)
      return documentOf({ name: PolicyName, arn: undefined }, read)
    }),
    ...(attached.AttachedPolicies ?? []).map(({ PolicyName, PolicyArn }) =>
      documentOf({ name: PolicyName, arn: PolicyArn }, managed(PolicyArn)),
    ),
  ]
  const ofGroups = (groups.Groups ?? []).map(async ({ GroupName }) => {
    const found = await policiesOf('Group', GroupName, signal, managed)
    return found.map((one) => ({ ...one, group: GroupName }))
  })
  return [...(await Promise.all(own)), ...(await Promise.all(ofGroups)).flat()]
}

/** What a user and its groups have in common is asked for once. */
function readOnce(read: Read): Read {
  const asked = new Map<string, Promise<string>>()
  return (arn) => {
    const reading = asked.get(arn) ?? read(arn)
    asked.set(arn, reading)
    return reading
  }
}

/** The default version, percent-encoded as IAM answers it. */
export async function managedDocument(PolicyArn: string, signal: AbortSignal): Promise<string> {
  const { Policy } = await aws<{ Policy?: { DefaultVersionId?: string } }>(
    'iam',
    'GetPolicy',
    { PolicyArn },
    { signal },
  )
  const VersionId = Policy?.DefaultVersionId
  const { PolicyVersion } = await aws<{ PolicyVersion?: { Document?: string } }>(
    'iam',
    'GetPolicyVersion',
    { PolicyArn, VersionId },
    { signal },
  )
  return PolicyVersion?.Document ?? ''
}

async function documentOf(
  policy: Pick<AttachedDocument, 'name' | 'arn'>,
  reading: Promise<string>,
): Promise<AttachedDocument> {
  const base = { ...policy, group: undefined }
  try {
    return { ...base, text: decodeURIComponent(await reading), refused: undefined }
  } catch (thrown) {
    const refused = thrown instanceof Error ? thrown.message : String(thrown)
    return { ...base, text: undefined, refused }
  }
}
