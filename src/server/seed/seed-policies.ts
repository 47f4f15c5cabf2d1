import type { AccountId } from '../../base/account-id.ts'
import type { SeedPolicy } from '../../seed/format.ts'
import type { SeedPath } from '../../seed/problem.ts'
import type {
  GetPolicyOutput,
  GetPolicyVersionOutput,
  ListPolicyVersionsOutput,
} from '../../services/iam/model.ts'
import { isAlike } from './is-alike.ts'
import { iamArn, iamOf, type Seeder } from './seeder.ts'
import { tagList } from './tag-list.ts'

/** Managed policies come first: boundaries and attachments name them. */
export async function seedPolicies(
  seeder: Seeder,
  account: AccountId,
  policies: Readonly<Record<string, SeedPolicy>>,
): Promise<void> {
  for (const [name, policy] of Object.entries(policies)) {
    const path = ['accounts', account, 'policies', name]
    const subject = { account, name, arn: iamArn(account, 'policy', name, policy.path), path }
    const made = await seedVersions(seeder, subject, policy)
    if (!made || !policy.tags) continue
    const input = { PolicyArn: subject.arn, Tags: tagList(policy.tags) }
    await seeder.act(iamOf(account), { operation: 'TagPolicy', input, on: subject.arn, path })
  }
}

interface Subject {
  readonly account: AccountId
  readonly name: string
  readonly arn: string
  readonly path: SeedPath
}

interface Version {
  readonly id: string
  readonly document: string
  readonly isDefault: boolean
}

async function seedVersions(
  seeder: Seeder,
  subject: Subject,
  policy: SeedPolicy,
): Promise<boolean> {
  const { otherVersions = [], document } = policy
  const wanted = [...otherVersions, document]
  const [first = document, ...later] = wanted
  const known = await seeder.ask<GetPolicyOutput>(iamOf(subject.account), 'GetPolicy', {
    PolicyArn: subject.arn,
  })
  if (!known) {
    const created = await create(seeder, subject, { ...policy, document: first })
    if (!created) return false
    return addVersions(seeder, subject, later, [{ id: 'v1', document: first, isDefault: true }])
  }
  return addVersions(seeder, subject, wanted, await versionsOf(seeder, subject))
}

function create(seeder: Seeder, { account, name, arn, path }: Subject, policy: SeedPolicy) {
  return seeder.act(iamOf(account), {
    operation: 'CreatePolicy',
    input: {
      PolicyName: name,
      PolicyDocument: policy.document,
      ...(policy.path !== undefined && { Path: policy.path }),
      ...(policy.description !== undefined && { Description: policy.description }),
      ...(policy.tags && { Tags: tagList(policy.tags) }),
    },
    on: arn,
    path,
  })
}

/** Makes those that are not there; the last one wanted becomes the default version. */
async function addVersions(
  seeder: Seeder,
  { account, arn, path }: Subject,
  wanted: readonly string[],
  known: readonly Version[],
): Promise<boolean> {
  for (const [index, document] of wanted.entries()) {
    const SetAsDefault = index === wanted.length - 1
    const alikes = known.filter((version) => isAlike(version.document, document))
    const alike = alikes.find(({ isDefault }) => isDefault) ?? alikes[0]
    if (alike && (alike.isDefault || !SetAsDefault)) continue
    const call = alike
      ? { operation: 'SetDefaultPolicyVersion', input: { PolicyArn: arn, VersionId: alike.id } }
      : {
          operation: 'CreatePolicyVersion',
          input: { PolicyArn: arn, PolicyDocument: document, SetAsDefault },
        }
    if (!(await seeder.act(iamOf(account), { ...call, on: arn, path }))) return false
  }
  return true
}

async function versionsOf(seeder: Seeder, { account, arn }: Subject): Promise<readonly Version[]> {
  const at = iamOf(account)
  const input = { PolicyArn: arn }
  const listed = await seeder.ask<ListPolicyVersionsOutput>(at, 'ListPolicyVersions', input)
  const versions: Version[] = []
  for (const { VersionId: id = '', IsDefaultVersion: isDefault = false } of listed?.Versions ??
    []) {
    const read = await seeder.ask<GetPolicyVersionOutput>(at, 'GetPolicyVersion', {
      ...input,
      VersionId: id,
    })
    const document = decodeURIComponent(read?.PolicyVersion?.Document ?? '')
    versions.push({ id, document, isDefault })
  }
  return versions
}
