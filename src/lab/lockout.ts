import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import type { JsonObject } from '../base/json.ts'
import { LabError } from './lab-error.ts'
import * as policies from './lockout-policies.ts'
import type { Stack } from './stack.ts'

/** A long-term access key of a user, under the user's name. */
export interface Profile {
  readonly name: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface Stage {
  /** A rehearsal breaks things on purpose: it plays on a stack and nowhere else. */
  readonly stack: Stack
  /** The root user's access key of the account that the rehearsal plays in. */
  readonly root: Omit<Profile, 'name'>
  /** Without the policy that lets `admin` look into the lockout: the article's policy alone. */
  readonly bare: boolean
  /** Told of every step, in the order in which they happen. */
  readonly tell: (step: Step) => void
  /** Keeps an access key that was made; its secret is never shown again. */
  readonly keep: (profile: Profile) => void
}

export interface Step {
  readonly who: string
  readonly does: string
  /** The error that AWS's rules answer with; absent when the call went through. */
  readonly refused?: string
}

export const KEY_ALIAS = 'alias/payroll'

/**
 * Plays a key lockout by API calls only, so that every event of it is real: a key with the
 * console's policy, a deployment that removes the account's statement in spite of the safety
 * check, and an administrator who can neither read nor change the key policy any more.
 *
 * Answers whether it was played: it plays once in an account.
 */
export async function playLockout(stage: Stage): Promise<boolean> {
  const kms = new KMSClient(clientOptions(stage, stage.root))
  if (await isPlayed(kms)) return false
  const { admin, deployer } = await createPrincipals(stage)
  const keyId = await createKey(stage, kms)
  await removeAccountStatement(stage, deployer, keyId)
  await findLockedOut(stage, admin, keyId)
  return true
}

function clientOptions({ stack }: Stage, credentials: Omit<Profile, 'name'>) {
  const { accessKeyId, secretAccessKey } = credentials
  const { endpoint, region } = stack
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
}

async function isPlayed(kms: KMSClient): Promise<boolean> {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({ Limit: 100 }))
  return Aliases.some(({ AliasName }) => AliasName === KEY_ALIAS)
}

async function createPrincipals(stage: Stage): Promise<{ admin: Profile; deployer: Profile }> {
  const iam = new IAMClient(clientOptions(stage, stage.root))
  const admin = await createUser(stage, iam, 'admin', {
    KeyAdministration: policies.keyAdministration,
    ...(stage.bare ? {} : { IncidentAccess: policies.incidentAccess }),
  })
  const deployer = await createUser(stage, iam, 'deployer', {
    KeyDeployment: policies.keyDeployment,
  })
  await createRole(iam, 'Administrator', policies.trustingAdmin)
  await createRole(iam, 'PayrollApp', policies.trusting({ Service: 'ec2.amazonaws.com' }))
  stage.tell({ who: 'root', does: 'creates role Administrator, which user admin may assume' })
  return { admin, deployer }
}

async function createUser(
  stage: Stage,
  iam: IAMClient,
  UserName: string,
  inline: Readonly<Record<string, JsonObject>>,
): Promise<Profile> {
  await iam.send(new CreateUserCommand({ UserName })).catch(halfPlayed)
  for (const [PolicyName, document] of Object.entries(inline)) {
    const PolicyDocument = JSON.stringify(document)
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }))
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey ?? {}
  if (!accessKeyId || !secretAccessKey) throw new LabError('CreateAccessKey gave no key', [])
  const profile = { name: UserName, accessKeyId, secretAccessKey }
  stage.keep(profile)
  const names = Object.keys(inline)
  const noun = names.length === 1 ? 'policy' : 'policies'
  stage.tell({
    who: 'root',
    does: `creates user ${UserName} with the IAM ${noun} ${names.join(' and ')}`,
  })
  return profile
}

function halfPlayed(thrown: unknown): never {
  if (!(thrown instanceof Error) || thrown.name !== 'EntityAlreadyExistsException') throw thrown
  throw new LabError(
    'a rehearsal that was interrupted is in the way',
    ['stop the stack, move its data directory away, and start again'],
    { cause: thrown },
  )
}

async function createRole(iam: IAMClient, RoleName: string, trust: JsonObject): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify(trust)
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
}

async function createKey(stage: Stage, kms: KMSClient): Promise<string> {
  const Policy = JSON.stringify(policies.consoleKeyPolicy, undefined, 2)
  const Description = 'Encrypts the payroll'
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy, Description }))
  const TargetKeyId = KeyMetadata?.KeyId
  if (!TargetKeyId) throw new LabError('CreateKey gave no key', [])
  await kms.send(new CreateAliasCommand({ AliasName: KEY_ALIAS, TargetKeyId }))
  const does = `creates key ${KEY_ALIAS}, which Administrator administers, as the console does`
  stage.tell({ who: 'root', does })
  return TargetKeyId
}

async function removeAccountStatement(stage: Stage, deployer: Profile, KeyId: string) {
  const kms = new KMSClient(clientOptions(stage, deployer))
  const Policy = JSON.stringify(policies.narrowedKeyPolicy, undefined, 2)
  const put = 'puts a key policy without "Enable IAM User Permissions"'
  await refusedStep(stage, deployer, put, 'MalformedPolicyDocumentException', () =>
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy })),
  )
  const BypassPolicyLockoutSafetyCheck = true
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }))
  stage.tell({ who: deployer.name, does: `${put}, bypassing the safety check: taken` })
}

async function findLockedOut(stage: Stage, admin: Profile, KeyId: string): Promise<void> {
  const kms = new KMSClient(clientOptions(stage, admin))
  await refusedStep(stage, admin, 'reads the key policy', 'AccessDeniedException', () =>
    kms.send(new GetKeyPolicyCommand({ KeyId })),
  )
  const Policy = JSON.stringify(policies.consoleKeyPolicy, undefined, 2)
  await refusedStep(stage, admin, 'puts the first key policy back', 'AccessDeniedException', () =>
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy })),
  )
}

/** The rehearsal is one only when the refusals in it are real. */
async function refusedStep(
  stage: Stage,
  { name: who }: Profile,
  does: string,
  code: string,
  call: () => Promise<unknown>,
): Promise<void> {
  const refusal = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(refusal instanceof Error) || refusal.name !== code) {
    const message = `${who} ${does}: ${code} was expected`
    throw new LabError(message, [], { cause: refusal })
  }
  stage.tell({ who, does, refused: `${code}: ${refusal.message}` })
}
