import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MiB, secondMs } from '../../base/sizes.ts'
import { readError, type ReadError } from './read-error.ts'

const ACCOUNT = '111122223333'
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Payroll/i-0123456789abcdef0`
const SENTENCE =
  `User: ${SESSION} is not authorized to perform: kms:Decrypt on resource: ${KEY} ` +
  'because no resource-based policy allows the kms:Decrypt action'

function read(text: string): ReadError {
  const error = readError(text)
  assert.ok(error, `not understood: ${text}`)
  return error
}

/** What every wrapping of the sentence must give. */
function isUnderstood(text: string): void {
  const { says, principal, action, resource, region, account, denial } = read(text)
  assert.deepEqual(
    { says, principal, action, resource, region, account },
    {
      says: 'denied',
      principal: SESSION,
      action: 'kms:Decrypt',
      resource: KEY,
      region: 'eu-west-1',
      account: ACCOUNT,
    },
    text,
  )
  assert.deepEqual(
    { layer: denial?.layer, sentence: denial?.sentence },
    {
      layer: 'keyPolicy',
      sentence: SENTENCE,
    },
  )
}

const LOGS = `arn:aws:logs:eu-west-2:${ACCOUNT}:log-group:`
const FAILED = 'https response error StatusCode: 400, RequestID: 0'
const EXCEPTION = 'api error AccessDeniedException'
const BAR = '\u001B[31m│\u001B[0m'

const WRAPPINGS: Readonly<Record<string, string>> = {
  'AWS CLI and boto3':
    'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling ' +
    `the Decrypt operation: ${SENTENCE}\n`,
  'SDK for JavaScript':
    `AccessDeniedException: ${SENTENCE}\n    at de_CommandError ` +
    "(/app/node_modules/@aws-sdk/client-kms/dist-cjs/index.js:2131:20)\n  '$fault': 'client',",
  'SDK for Java 1':
    `com.amazonaws.services.kms.model.AWSKMSException: ${SENTENCE} (Service: AWSKMS; ` +
    'Status Code: 400; Error Code: AccessDeniedException; Request ID: 0; Proxy: null)',
  'SDK for Java 2':
    `software.amazon.awssdk.services.kms.model.KmsException: ${SENTENCE} ` +
    '(Service: Kms, Status Code: 400, Request ID: 0)',
  'SDK for Go': `operation error KMS: Decrypt, ${FAILED}, ${EXCEPTION}: ${SENTENCE}`,
  // 4dn-dcic/tibanna#402
  Lambda: JSON.stringify({
    cause:
      'Lambda was unable to decrypt the environment variables because KMS access was denied. ' +
      "Please check the function's KMS key settings. KMS Exception: AccessDeniedExceptionKMS " +
      `Message: ${SENTENCE} (Service: Lambda, Status Code: 502, Request ID: ID)`,
    error: 'Lambda.KMSAccessDeniedException',
  }),
  ECS:
    'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve ' +
    'secret from asm: service call has been retried 1 time(s): ' +
    `AccessDeniedException: ${SENTENCE}, status code: 400`,
  S3:
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code>' +
    `<Message>${SENTENCE}</Message><RequestId>X</RequestId></Error>`,
  'JSON of KMS': JSON.stringify({ __type: 'AccessDeniedException', Message: SENTENCE }),
  // aws/aws-nitro-enclaves-sdk-c#157
  'JSON in a log line':
    `{\\"__type\\":\\"AccessDeniedException\\",\\"Message\\":\\"${SENTENCE}\\"}\\\\n` +
    'Could not read response',
  Terraform:
    `\u001B[31m╷\u001B[0m\n${BAR} \u001B[1mError: reading KMS Key: ` +
    `${SENTENCE.replaceAll(' because', `\n${BAR} because`)}\u001B[0m\n╵`,
  'a hard column': SENTENCE.replaceAll(/.{80}/g, '$&\n'),
  'a quotation': `> ${SENTENCE.replaceAll(' on resource', '\n> on resource')}`,
  'an ARN that was broken': SENTENCE.replace('kms:eu', 'kms:\n  eu').replace(
    ' because',
    '\nbecause',
  ),
}

for (const [wrapping, text] of Object.entries(WRAPPINGS)) {
  test(`it is understood as ${wrapping} shows it`, () => isUnderstood(text))
}

test('of several errors the last one of KMS counts', () => {
  const first = SENTENCE.replaceAll('kms:Decrypt', 'kms:Encrypt')
  const other = SENTENCE.replaceAll('kms:Decrypt', 's3:GetObject')
  isUnderstood(`${first}\n${SENTENCE}\n${other}`)
})

const event = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    arn: SESSION,
    accountId: ACCOUNT,
    invokedBy: 'secretsmanager.amazonaws.com',
  },
  eventTime: '2026-11-28T10:00:00Z',
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  awsRegion: 'eu-west-1',
  sourceIPAddress: 'secretsmanager.amazonaws.com',
  errorCode: 'AccessDenied',
  errorMessage: SENTENCE,
  requestParameters: { encryptionContext: { SecretARN: 'arn:aws:secretsmanager:x' } },
  eventID: 'b0c1a2d3',
  vpcEndpointId: 'vpce-0123456789abcdef0',
}
const fine = { ...event, errorCode: undefined, errorMessage: undefined }

const ENVELOPES: Readonly<Record<string, unknown>> = {
  'a record': event,
  'a log file': { Records: [fine, event, fine] },
  LookupEvents: { Events: [{ EventId: 'x', CloudTrailEvent: JSON.stringify(event) }] },
  EventBridge: { 'detail-type': 'AWS API Call via CloudTrail', detail: event },
  'text in JSON': JSON.stringify(event),
}

for (const [envelope, value] of Object.entries(ENVELOPES)) {
  test(`an event is read from ${envelope}`, () => {
    const error = read(JSON.stringify(value, undefined, 2))
    isUnderstood(JSON.stringify(value))
    assert.deepEqual(
      { via: error.via, eventId: error.eventId, inDenial: error.denial?.eventId },
      { via: 'secretsmanager.amazonaws.com', eventId: 'b0c1a2d3', inDenial: 'b0c1a2d3' },
    )
    assert.deepEqual(error.context, {
      'aws:SourceVpce': 'vpce-0123456789abcdef0',
      'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
      'kms:EncryptionContext:SecretARN': 'arn:aws:secretsmanager:x',
    })
  })
}

test('an event behind a prompt is found, and the address of its caller', () => {
  const { invokedBy: _none, ...userIdentity } = event.userIdentity
  const direct = { ...event, userIdentity, sourceIPAddress: '203.0.113.9' }
  const { context, via } = read(`$ cat event.json\n${JSON.stringify(direct)}`)
  assert.equal(context['aws:SourceIp'], '203.0.113.9')
  assert.equal(via, undefined)
})

test('what AWS refused of a policy is told with the call', () => {
  const lockout = 'The new key policy will not allow you to update the key policy in the future.'
  const making = read(`CREATE_FAILED AWS::KMS::Key KeySecret ${lockout}`)
  assert.deepEqual([making.says, making.action], ['lockout', 'kms:CreateKey'])
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const putting = read(
    `Error: updating KMS Key (${id}) policy: MalformedPolicyDocumentException: ` +
      'Policy contains a statement with one or more invalid principals.',
  )
  assert.deepEqual(
    [putting.says, putting.action, putting.resource],
    ['principals', 'kms:PutKeyPolicy', id],
  )
})

test('older and vaguer sentences give what they have', () => {
  const ciphertext = read(
    'AccessDeniedException: The ciphertext refers to a customer master key that does not exist, ' +
      'does not exist in this region, or you are not allowed to access.',
  )
  assert.deepEqual([ciphertext.action, ciphertext.principal], ['kms:Decrypt', undefined])
  const java = read(
    'null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: 0)\n' +
      '\tat com.amazonaws.services.kms.AWSKMSClient.executeGenerateDataKey(AWSKMSClient.java:1)',
  )
  assert.equal(java.action, 'kms:GenerateDataKey')
  const logs = read(
    'AccessDeniedException: The specified KMS key does not exist or is not allowed to be used ' +
      `with Arn '${LOGS}vpc-flow-logs'`,
  )
  assert.equal(logs.principal, 'logs.eu-west-2.amazonaws.com')
  assert.deepEqual(logs.context, {
    'kms:EncryptionContext:aws:logs:arn': `${LOGS}vpc-flow-logs`,
  })
  const eks = read(
    `Role with arn: arn:aws:iam::${ACCOUNT}:role/cluster, could not be assumed because it does ` +
      'not exist or the trusted entity is not correct',
  )
  assert.equal(eks.principal, `arn:aws:iam::${ACCOUNT}:role/cluster`)
  const put = read(
    'An error occurred (AccessDeniedException) when calling the PutKeyPolicy operation: ',
  )
  assert.deepEqual([put.says, put.action], ['denied', 'kms:PutKeyPolicy'])
})

test('a decoded message is read, and an encoded one is told apart', () => {
  const message = {
    allowed: false,
    explicitDeny: true,
    context: {
      principal: { id: 'AROA:x', arn: SESSION },
      action: 'kms:CreateGrant',
      resource: KEY,
      conditions: {
        items: [{ key: 'aws:SourceIp', values: { items: [{ value: '203.0.113.9' }] } }],
      },
    },
  }
  const decoded = read(JSON.stringify({ DecodedMessage: JSON.stringify(message) }))
  assert.deepEqual(
    [decoded.principal, decoded.action, decoded.resource, decoded.denial?.explicit],
    [SESSION, 'kms:CreateGrant', KEY, true],
  )
  assert.deepEqual(decoded.context, { 'aws:SourceIp': '203.0.113.9' })
  const encoded = read(
    'You are not authorized to perform this operation. Encoded authorization failure message: ' +
      '4wdcGeT0bXjM2iBk-_x',
  )
  assert.deepEqual([encoded.says, encoded.encoded], ['encoded', '4wdcGeT0bXjM2iBk-_x'])
})

test('text about anything else is not understood', () => {
  for (const text of ['', ' \n', 'hello', '{}', '[]', 'null', '{"Records":[]}', 'Access Denied']) {
    assert.equal(readError(text), undefined, text)
  }
  assert.equal(readError(JSON.stringify(fine)), undefined, 'nothing was refused')
})

test('the text that is shown again is capped, and cannot steer a terminal', () => {
  const { text } = read(`\u001B]0;title\u0007\u001B[2J${SENTENCE}\u202E${'x'.repeat(20_000)}`)
  assert.ok(text.length < 5000)
  // oxlint-disable-next-line no-control-regex -- Control characters are what must not be there.
  assert.doesNotMatch(text, /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202E]/)
})

const piece = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...Object.values(WRAPPINGS), SENTENCE, KEY, 'User: ', '\u001B[', '{"', '\\u00'),
)

test('no text makes the reader fail', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('')
      const error = readError(text)
      if (error !== undefined) assert.ok(error.text.length < 5000)
    }),
  )
})

test('no JSON makes the reader fail', () => {
  const member = fc.constantFrom(
    ...['eventName', 'errorCode', 'errorMessage', 'userIdentity', 'requestParameters', 'Records'],
    ...['Events', 'detail', 'CloudTrailEvent', 'resources', 'DecodedMessage', 'context', 'policy'],
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(SENTENCE, 'AccessDenied', 'kms.amazonaws.com', 1, null, true),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(member, tie('tree'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(fc.property(tree, (value) => void readError(JSON.stringify(value))))
})

const [DENIED = ''] = SENTENCE.split(' because')

/** What is hostile by its size, and no test that a slow machine fails. */
const HOSTILE: Readonly<Record<string, string>> = {
  'megabytes of one letter': 'a'.repeat(16 * MiB),
  'sentences without end': `${SENTENCE}\n`.repeat(20_000),
  'beginnings of sentences': 'User: x is not authorized to perform: '.repeat(100_000),
  'beginnings of ARNs': 'arn:aws:kms:'.repeat(200_000),
  'ARNs with line breaks': 'arn:aws:x\n'.repeat(200_000),
  'nested lists': '['.repeat(4 * MiB),
  'closed nested lists': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'nested details': `${'{"detail":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  escapes: '\u001B['.repeat(500_000),
  entities: '&amp;'.repeat(500_000),
  backslashes: '\\'.repeat(2 * MiB),
  'line feeds': '\n'.repeat(4 * MiB),
  'explicit denies': `${DENIED} with an explicit deny in a ${'a '.repeat(500_000)}`,
}

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`hostile text is answered in bounded time: ${name}`, () => {
    const began = performance.now()
    readError(text)
    assert.ok(performance.now() - began < 15 * secondMs)
  })
}
