// One language for key policies that KMS refuses: who sends which one, what the tool showed, and
// what the doctor makes of it.

import assert from 'node:assert/strict'
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  diagnoseError,
  diagnosisSchema,
  readError,
  renderJson,
  renderText,
  type Diagnosis,
  type ErrorOptions,
  type SaidRemedy,
} from '../../../src/doctor/index.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { misfits } from '../json-schema.ts'
import { applyRemedy } from '../run-command.ts'
import { connect } from '../hurried.ts'

/** A call with a new key policy: CreateKey, or PutKeyPolicy where a key is named. */
export interface Attempt {
  readonly policy: object
  readonly key?: string
}

/** An exception of the SDK. */
export interface Refusal {
  readonly name: string
  readonly message: string
}

export async function send(
  world: TestWorld,
  credentials: Credentials,
  { policy, key }: Attempt,
): Promise<void> {
  const kms = world.client(KMSClient, credentials)
  const Policy = JSON.stringify(policy, undefined, 2)
  await (key === undefined
    ? kms.send(new CreateKeyCommand({ Policy }))
    : kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy })))
}

/** What KMS says when it refuses; that it does not is a failure of the story. */
export async function refusalOf(
  world: TestWorld,
  credentials: Credentials,
  attempt: Attempt,
): Promise<Refusal> {
  const thrown: unknown = await send(world, credentials, attempt).then(
    () => assert.fail('KMS took the key policy'),
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof Error)
  assert.equal(thrown.name, 'MalformedPolicyDocumentException')
  return thrown
}

/** What LookupEvents answers about the newest call of this name, as the CLI prints it. */
export async function newestEvent(world: TestWorld, name: string): Promise<string> {
  const { Events } = await world.client(CloudTrailClient).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
      MaxResults: 1,
    }),
  )
  return JSON.stringify({ Events }, undefined, 2)
}

/** The one diagnosis of a pasted text, as `credentials` see it; it fits its schema. */
export async function askAboutText(
  world: TestWorld,
  credentials: Credentials,
  text: string,
  options: Partial<ErrorOptions> = {},
): Promise<Diagnosis> {
  const error = readError(text)
  assert.ok(error, text)
  const region = error.region ?? 'us-east-1'
  const connection = connect({ endpoint: world.endpoint, region, credentials })
  const diagnoses = await diagnoseError(connection, error, { lang: 'en', ...options })
  assert.deepEqual(misfits(JSON.parse(renderJson(diagnoses)), diagnosisSchema), [])
  for (const lang of ['en', 'ja'] as const) {
    const [page] = [renderText(diagnoses, { lang })]
    assert.doesNotMatch(page, /\{[a-z]\w*\}/, 'a place without its fact')
  }
  const [first] = diagnoses
  assert.ok(first)
  return first
}

/** Carried out as printed, by one who may. */
export async function carryOut(
  { remedies }: Diagnosis,
  id: SaidRemedy['id'],
  by: Credentials,
): Promise<void> {
  const remedy = remedies.find((one) => one.id === id)
  assert.ok(remedy, `${id} among ${remedies.map((one) => one.id).join(', ')}`)
  assert.equal(remedy.proved, true)
  await applyRemedy(remedy, by)
}
