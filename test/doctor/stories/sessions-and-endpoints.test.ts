// A session was given less than its role has; a request came through a VPC endpoint that lets
// little through.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { JsonObject } from '../../../src/base/json.ts'
import { diagnose } from '../../../src/doctor/index.ts'
import type { Diagnosis, SaidRemedy } from '../../../src/doctor/index.ts'
import { compilePolicy, readPolicyJson } from '../../../src/policy/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { askOne, findingOf, layerOf } from './asking.ts'
import { recordCarriedOut } from './harness/carried-out.ts'
import { connect } from '../hurried.ts'

const ENDPOINT = 'vpce-0fedcba9876543210'
/** It lets everything through that looks around, and nothing that reads key policies. */
const endpointPolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
    {
      Sid: 'NoPolicies',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*KeyPolicy',
      Resource: '*',
    },
  ],
}

function endpointWith(json: object) {
  const read = readPolicyJson(json as JsonObject)
  assert.ok('document' in read)
  const policy = { name: 'endpoint', policy: compilePolicy(read.document) }
  return { id: ENDPOINT, port: 0, policy }
}

let world: TestWorld
let key: string
let becomes: Credentials
before(async () => {
  world = await startWorld({ vpcEndpoints: [endpointWith(endpointPolicy)] })
  key = await createKey(world, keyPolicy(accountStatement))
  becomes = await world.user('becomes', allow('sts:AssumeRole'))
  await createRole(world, 'Wide', { AWS: userArn('becomes') }, administrator)
})
after(() => world.close())

async function sessionWith(Policy?: object): Promise<Credentials & { sessionToken: string }> {
  const command = new AssumeRoleCommand({
    RoleArn: roleArn('Wide'),
    RoleSessionName: 'narrow',
    ...(Policy && { Policy: JSON.stringify(Policy) }),
  })
  const { Credentials: answer } = await world.client(STSClient, becomes).send(command)
  assert.ok(answer?.AccessKeyId && answer.SecretAccessKey && answer.SessionToken)
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

test('a session policy does not allow it, as the event of its beginning shows', async () => {
  const looks = allow(['kms:DescribeKey', 'cloudtrail:LookupEvents', 'iam:Get*', 'iam:List*'])
  const narrow = await sessionWith(looks)
  const wide = await sessionWith()
  const diagnosis = await askOne(world, narrow, key)
  assert.match(diagnosis.sentence ?? '', /no session policy allows/)
  assert.equal(diagnosis.causes[0], 'session/no-allow')
  assert.equal(layerOf(diagnosis, 'session'), 'silent')
  assert.ok(findingOf(diagnosis, 'session/no-allow').evidence.includes('session policy'))
  const changing = await askOne(world, narrow, key, { actions: ['kms:PutKeyPolicy'] })
  assert.deepEqual(changing.causes, ['session/no-allow'], 'never tried, and known all the same')
  assert.equal((await askOne(world, wide, key)).outcome, 'allow')
  await beginAgain(diagnosis)
})

test('a session policy denies it, and is quoted', async () => {
  const deny = { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:GetKeyPolicy', Resource: '*' }
  const all = { Effect: 'Allow', Action: '*', Resource: '*' }
  const session = await sessionWith({ Version: '2012-10-17', Statement: [all, deny] })
  const diagnosis = await askOne(world, session, key)
  assert.equal(diagnosis.causes[0], 'session/explicit-deny')
  const finding = findingOf(diagnosis, 'session/explicit-deny')
  assert.match(finding.says, /statement "NoKeys" of the session policy/)
  assert.ok(finding.evidence.some((line) => line.includes('"Effect":"Deny"')))
  assert.equal(layerOf(diagnosis, 'session'), 'deny')
  await beginAgain(diagnosis)
})

/** The session policy as it is prepared goes into the next AssumeRole. */
async function beginAgain({ remedies: [remedy, ...more] }: Diagnosis): Promise<void> {
  assert.ok(remedy?.proved)
  assert.deepEqual([remedy.id, remedy.commands, more], ['change-session-policy', [], []])
  const begun = await sessionWith(await documentOf(remedy))
  await world.client(KMSClient, begun).send(new GetKeyPolicyCommand({ KeyId: key }))
  recordCarriedOut(remedy.id)
}

async function documentOf({ files }: SaidRemedy): Promise<object> {
  return JSON.parse(await readFile(files[0] ?? '', 'utf8')) as object
}

/** EC2's answer, which the stack does not give. */
async function fakeEc2(answers: (body: string) => string): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml' })
      response.end(answers(Buffer.concat(chunks).toString()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function describedBy(policy: string): string {
  const item =
    `<vpcEndpointId>${ENDPOINT}</vpcEndpointId>` +
    `<policyDocument>${escaped(policy)}</policyDocument>`
  const set = `<vpcEndpointSet><item>${item}</item></vpcEndpointSet>`
  const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/'
  return `<DescribeVpcEndpointsResponse xmlns="${namespace}">${set}</DescribeVpcEndpointsResponse>`
}

const through = (): string => world.server.vpcEndpoints.get(ENDPOINT) ?? ''

test('an endpoint policy denies it: unread, the sentence tells', async () => {
  const credentials = await world.user('far', administrator)
  const connection = connect({ endpoint: through(), region: 'us-east-1', credentials })
  const [diagnosis] = await diagnose(connection, { key, lang: 'en' })
  assert.ok(diagnosis)
  assert.match(diagnosis.sentence ?? '', /with an explicit deny in a VPC endpoint policy/)
  assert.equal(diagnosis.causes[0], 'vpc-endpoint/explicit-deny')
  assert.ok(diagnosis.unseen.some(({ permission }) => permission === 'ec2:DescribeVpcEndpoints'))
  const offered = diagnosis.remedies.map(({ id, commands }) => [id, commands])
  assert.deepEqual(offered, [['ask-vpc-endpoint-owner', []]])
  const [allowsAll] = endpointPolicy.Statement
  await throughAnotherEndpoint({ ...endpointPolicy, Statement: [allowsAll] }, 'far')
  recordCarriedOut('ask-vpc-endpoint-owner')
})

/** A world whose endpoint has this policy: there the user of this name reads a key policy. */
async function throughAnotherEndpoint(policy: object, name: string): Promise<void> {
  const other = await startWorld({ vpcEndpoints: [endpointWith(policy)] })
  try {
    const own = await createKey(other, keyPolicy(accountStatement))
    const credentials = await other.user(name, administrator)
    const endpoint = other.server.vpcEndpoints.get(ENDPOINT)
    const kms = new KMSClient({ region: 'us-east-1', credentials, ...(endpoint && { endpoint }) })
    await kms.send(new GetKeyPolicyCommand({ KeyId: own }))
    kms.destroy()
  } finally {
    await other.close()
  }
}

test('an endpoint policy that EC2 shows is quoted', async () => {
  const asked: string[] = []
  const server = await fakeEc2((body) => {
    asked.push(body)
    return describedBy(JSON.stringify(endpointPolicy))
  })
  const { port } = server.address() as AddressInfo
  process.env['AWS_ENDPOINT_URL_EC2'] = `http://127.0.0.1:${port}`
  const names = ['KMS', 'IAM', 'STS', 'CLOUDTRAIL', 'ORGANIZATIONS']
  for (const name of names) process.env[`AWS_ENDPOINT_URL_${name}`] = through()
  try {
    const credentials = await world.user('near', administrator)
    const connection = connect({ region: 'us-east-1', credentials })
    const [diagnosis] = await diagnose(connection, { key, lang: 'en' })
    assert.ok(diagnosis)
    assert.match(findingOf(diagnosis, 'vpc-endpoint/explicit-deny').says, /"NoPolicies"/)
    assert.match(findingOf(diagnosis, 'vpc-endpoint/explicit-deny').says, new RegExp(ENDPOINT))
    assert.ok(asked.some((body) => body.includes(ENDPOINT)))
    assert.equal(layerOf(diagnosis, 'vpcEndpoint'), 'deny')
    const [remedy] = diagnosis.remedies
    assert.ok(remedy?.proved)
    assert.deepEqual([remedy.id, remedy.commands], ['change-vpc-endpoint', []])
    await throughAnotherEndpoint(await documentOf(remedy), 'near')
    recordCarriedOut(remedy.id)
  } finally {
    for (const name of [...names, 'EC2']) delete process.env[`AWS_ENDPOINT_URL_${name}`]
    server.close()
  }
})

test('an endpoint policy in a file has its say before anything is tried', async () => {
  const vpcEndpointPolicy = { endpoint: 'endpoint.json', text: JSON.stringify(endpointPolicy) }
  const credentials = await world.user('file', administrator)
  const asked = { actions: ['kms:PutKeyPolicy'], vpcEndpointPolicy }
  const diagnosis = await askOne(world, credentials, key, asked)
  assert.equal(diagnosis.causes[0], 'vpc-endpoint/explicit-deny')
  assert.match(findingOf(diagnosis, 'vpc-endpoint/explicit-deny').says, /endpoint\.json/)
})
