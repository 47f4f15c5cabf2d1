// The SDK's clients write the requests and read the answers; only the network is left out.

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetRoleCommand, IAMClient, TagRoleCommand } from '@aws-sdk/client-iam'
import { CreateKeyCommand, EnableKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { AwsError } from '../../src/aws/errors.ts'
import type { Members } from '../../src/aws/protocols/protocol.ts'
import { protocols } from '../../src/aws/protocols/protocols.ts'
import type { ServiceModel } from '../../src/aws/shapes.ts'
import { readSignature, signatureRules } from '../../src/aws/sigv4/read-signature.ts'
import { signingKey, verifySignature } from '../../src/aws/sigv4/verify-signature.ts'
import { findTarget } from '../../src/aws/target.ts'
import { validate } from '../../src/aws/validate.ts'
import type { WireRequest } from '../../src/aws/wire-request.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { model as cloudtrail } from '../../src/services/cloudtrail/model.ts'
import { model as iam } from '../../src/services/iam/model.ts'
import { model as kms } from '../../src/services/kms/model.ts'
import { model as sts } from '../../src/services/sts/model.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const models = [cloudtrail, iam, kms, sts]

interface Received {
  readonly model: ServiceModel
  readonly operation: string
  readonly input: Members
}

/** What the SDK hands to the network. */
interface SdkRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Stands where the network would: verifies, decodes and validates, and answers as told. */
function wireTo(answer: (received: Received) => Members | AwsError | undefined) {
  const received: Received[] = []
  const handle = (sent: SdkRequest) => {
    const request = arrival(sent)
    const target = findTarget(request, models)
    assert.ok('operation' in target)
    const { model, operation } = target
    verify(request, model)
    const protocol = protocols[model.protocol]
    const input = protocol.decode(model, operation, request)
    assert.deepEqual(validate(model, model.operations[operation]?.input ?? '', input), [])
    received.push({ model, operation, input })
    const output = answer({ model, operation, input })
    const failed = output instanceof AwsError
    const answered = { requestId: 'request-1', method: request.method }
    const { status, headers, body } = failed
      ? protocol.encodeError(model, output, answered)
      : protocol.encode(model, operation, output, answered)
    const response = {
      statusCode: status,
      headers: { ...headers, 'x-amzn-requestid': 'request-1' },
      body: Readable.from([body]),
    }
    return Promise.resolve({ response })
  }
  const configuration = {
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4599',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken: 't' },
    requestHandler: { handle },
    maxAttempts: 1,
  }
  return { received, configuration }
}

function arrival({ method, path, query, headers, body = '' }: SdkRequest): WireRequest {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    method,
    path,
    query: pairs.join('&'),
    headers: Object.fromEntries(lower),
    body: typeof body === 'string' ? Buffer.from(body) : Uint8Array.from(body),
  }
}

function verify(request: WireRequest, model: ServiceModel): void {
  const rules = signatureRules(model)
  const claim = readSignature(request, rules, new Date(Date.now()))
  const secret = new SecretBytes(Buffer.from(secretAccessKey))
  verifySignature(
    request,
    claim,
    signingKey(secret, claim.date, claim.region, claim.service),
    rules,
  )
}

test('a KMS request with nested members arrives as it was meant', async () => {
  const { received, configuration } = wireTo(() => ({
    KeyMetadata: { KeyId: 'k', CreationDate: new Date('2026-11-23T01:02:03.456Z'), Enabled: true },
  }))
  const input = { Description: 'd', MultiRegion: false, Tags: [{ TagKey: 'a', TagValue: '' }] }
  const { KeyMetadata } = await new KMSClient(configuration).send(new CreateKeyCommand(input))
  assert.deepEqual(received, [{ model: kms, operation: 'CreateKey', input }])
  assert.deepEqual(KeyMetadata?.CreationDate, new Date('2026-11-23T01:02:03.456Z'))
  assert.equal(KeyMetadata?.Enabled, true)
})

test('blobs arrive and return byte for byte', async () => {
  const { received, configuration } = wireTo(({ input }) => ({
    CiphertextBlob: input['Plaintext'],
  }))
  const Plaintext = Uint8Array.of(0, 127, 128, 255)
  const input = { KeyId: 'k', Plaintext, EncryptionContext: { Department: 'IT' } }
  const answer = await new KMSClient(configuration).send(new EncryptCommand(input))
  assert.deepEqual(received[0]?.input, input)
  assert.deepEqual([...(answer.CiphertextBlob ?? [])], [...Plaintext])
})

test('an operation without output is answered by an empty body', async () => {
  const { configuration } = wireTo(() => undefined)
  const answer = await new KMSClient(configuration).send(new EnableKeyCommand({ KeyId: 'k' }))
  assert.equal(answer.$metadata.httpStatusCode, 200)
})

test('the SDK knows our JSON errors by their names', async () => {
  const { configuration } = wireTo(() => new AwsError('DisabledException', 400, 'k is disabled.'))
  await assert.rejects(new KMSClient(configuration).send(new EnableKeyCommand({ KeyId: 'k' })), {
    name: 'DisabledException',
    message: 'k is disabled.',
  })
})

test('CloudTrail’s longer target and its times arrive', async () => {
  const { received, configuration } = wireTo(() => ({ Events: [] }))
  const input = { StartTime: new Date('2026-11-23T01:02:03Z'), MaxResults: 5 }
  await new CloudTrailClient(configuration).send(new LookupEventsCommand(input))
  assert.deepEqual(received[0], { model: cloudtrail, operation: 'LookupEvents', input })
})

test('an IAM request with a list of structures arrives as it was meant', async () => {
  const { received, configuration } = wireTo(() => undefined)
  const input = {
    RoleName: 'r',
    Tags: [
      { Key: 'a b', Value: 'ü+ =' },
      { Key: 'c', Value: '' },
    ],
  }
  await new IAMClient(configuration).send(new TagRoleCommand(input))
  assert.deepEqual(received[0], { model: iam, operation: 'TagRole', input })
})

test('IAM’s policy documents reach the SDK URL-encoded, as from AWS', async () => {
  const policy = '{"Statement": [{"Effect": "Allow"}]}'
  const CreateDate = new Date('2026-11-23T01:02:03Z')
  const { configuration } = wireTo(() => ({
    Role: {
      Path: '/',
      RoleName: '<r>',
      RoleId: 'AROAEXAMPLE',
      Arn: 'arn',
      CreateDate,
      AssumeRolePolicyDocument: policy,
      Tags: [{ Key: 'k', Value: 'a\r\n & b' }],
    },
  }))
  const { Role } = await new IAMClient(configuration).send(new GetRoleCommand({ RoleName: 'r' }))
  assert.equal(Role?.RoleName, '<r>')
  assert.deepEqual(Role?.CreateDate, CreateDate)
  assert.equal(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), policy)
  assert.ok(Role?.AssumeRolePolicyDocument?.startsWith('%7B%22Statement%22%3A%20'))
  assert.deepEqual(Role?.Tags, [{ Key: 'k', Value: 'a\r\n & b' }])
})

test('the SDK knows our XML errors by their names', async () => {
  const { configuration } = wireTo(() => new AwsError('NoSuchEntity', 404, 'no role <r>'))
  await assert.rejects(new IAMClient(configuration).send(new GetRoleCommand({ RoleName: 'r' })), {
    name: 'NoSuchEntityException',
    message: 'no role <r>',
  })
})

test('STS credentials reach the SDK', async () => {
  const Expiration = new Date('2026-11-23T02:02:03Z')
  const Credentials = { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration }
  const { received, configuration } = wireTo(() => ({ Credentials, PackedPolicySize: 6 }))
  const input = {
    RoleArn: 'arn:aws:iam::111122223333:role/r',
    RoleSessionName: 's1',
    DurationSeconds: 900,
  }
  const answer = await new STSClient(configuration).send(new AssumeRoleCommand(input))
  assert.deepEqual(received[0]?.input, input)
  assert.deepEqual(answer.Credentials, Credentials)
  assert.equal(answer.PackedPolicySize, 6)
})
