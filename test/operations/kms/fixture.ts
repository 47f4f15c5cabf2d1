// What the tests of KMS's operations share: keys, key policies, refusals and events.

import assert from 'node:assert/strict'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateKeyCommand, KMSClient, KMSServiceException } from '@aws-sdk/client-kms'
import type { CreateKeyCommandInput } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT } from '../../fixtures/world.ts'

export const MISSING_KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'

export const keyArn = (keyId: string, account = ACCOUNT): string =>
  `arn:aws:kms:us-east-1:${account}:key/${keyId}`

export const aliasArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:kms:us-east-1:${account}:${name}`

export const userArn = (name: string, account = ACCOUNT): string =>
  `arn:aws:iam::${account}:user/${name}`

export const rootArn = (account = ACCOUNT): string => `arn:aws:iam::${account}:root`

export interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal: unknown
  readonly Action: string | readonly string[]
  readonly Resource: '*'
  readonly Condition?: object
}

export function statement(
  principal: unknown,
  actions: string | readonly string[] = 'kms:*',
  more: Partial<Statement> = {},
): Statement {
  return { Effect: 'Allow', Principal: principal, Action: actions, Resource: '*', ...more }
}

/** A key policy as text. */
export const keyPolicy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

/** Leaves the decision to the account's IAM policies. */
export const accountStatement = (account = ACCOUNT): Statement =>
  statement({ AWS: rootArn(account) })

export interface TestKey {
  readonly keyId: string
  readonly arn: string
}

/** A key made by the root user of an account. */
export async function newKey(
  world: TestWorld,
  input: CreateKeyCommandInput = {},
  account = ACCOUNT,
): Promise<TestKey> {
  const kms = world.client(KMSClient, world.root(account))
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input))
  assert.ok(KeyMetadata?.KeyId && KeyMetadata.Arn)
  return { keyId: KeyMetadata.KeyId, arn: KeyMetadata.Arn }
}

export interface Refusal {
  readonly code: string
  readonly message: string
}

/** What a call was refused with; every refusal of KMS has status 400, whatever the model says. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof KMSServiceException)) throw error
    assert.equal(error.$metadata.httpStatusCode, 400)
    return { code: error.name, message: error.message }
  }
  return assert.fail('the call was not refused')
}

export async function assertRefused(
  call: Promise<unknown>,
  code: string,
  message?: string | RegExp,
): Promise<void> {
  const refusal = await refusalOf(call)
  assert.equal(refusal.code, code, refusal.message)
  if (typeof message === 'string') assert.equal(refusal.message, message)
  if (message instanceof RegExp) assert.match(refusal.message, message)
}

export interface RecordedEvent {
  readonly userIdentity: { readonly arn?: string }
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly requestParameters: Readonly<Record<string, unknown>> | null
  readonly responseElements: Readonly<Record<string, unknown>> | null
  readonly additionalEventData?: Readonly<Record<string, unknown>>
  readonly readOnly: boolean
  readonly sharedEventID?: string
  readonly resources?: readonly { readonly ARN: string; readonly accountId: string }[]
}

/** The newest event of an operation. */
export async function lastEvent(
  world: TestWorld,
  eventName: string,
  account = ACCOUNT,
): Promise<RecordedEvent> {
  const cloudtrail = world.client(CloudTrailClient, world.root(account))
  const attribute = { AttributeKey: 'EventName', AttributeValue: eventName } as const
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute], MaxResults: 1 })
  const [event] = (await cloudtrail.send(lookup)).Events ?? []
  assert.ok(event?.CloudTrailEvent, `no ${eventName} event in ${account}`)
  return JSON.parse(event.CloudTrailEvent) as RecordedEvent
}

/** A KMS client that speaks as these credentials. */
export const kmsAs = (world: TestWorld, credentials?: Credentials, region?: string): KMSClient =>
  world.client(KMSClient, credentials, region)

/** The sentence of a refusal for lack of an IAM permission on a key. */
export const notAllowedByIam = (user: string, action: string, resource: string): string =>
  `User: ${userArn(user)} is not authorized to perform: ${action} on resource: ${resource} ` +
  `because no identity-based policy allows the ${action} action`
