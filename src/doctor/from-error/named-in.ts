// What the words around a sentence tell: the call, the key, the Region, the service in between.

import { parseArn } from '../../base/arn.ts'
import { kmsActionOf } from './kms-action.ts'
import type { Reading } from './read-error.ts'
import type { Said } from './read-sentence.ts'

type Named = Pick<Reading, 'action' | 'resource' | 'region' | 'account' | 'via'>

export function namedIn(line: string, { at, reading }: Said): Named {
  const action = reading.action ?? actionNear(line, at, reading)
  const resource = reading.resource ?? (namesKey(reading, action) ? keyIn(line) : undefined)
  const via = viaIn(line)
  return {
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
    ...placeIn(resource ?? '', line),
    ...(via === undefined ? {} : { via }),
  }
}

/** A key that is yet to be made has no name. */
const namesKey = ({ says }: Reading, action: string | undefined): boolean =>
  says === 'denied' || action === 'kms:PutKeyPolicy'

function placeIn(resource: string, line: string): Pick<Named, 'region' | 'account'> {
  const parts = parseArn(resource) ?? parseArn(ARN_WITH_REGION.exec(line)?.[0] ?? '')
  return {
    ...(parts?.region ? { region: parts.region } : {}),
    ...(parts?.account ? { account: parts.account } : {}),
  }
}

const ARN_WITH_REGION =
  /arn:aws[a-z-]{0,10}:[a-z0-9-]{1,30}:[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d:\d{12}:[^\s"']{1,500}/

const KEY_ARN =
  /arn:aws[a-z-]{0,10}:kms:[a-z0-9-]{1,30}:\d{12}:(?:key\/[\w-]{1,64}|alias\/[\w/-]{1,256})/g
/** `updating KMS Key (1234abcd-…) policy`. */
const KEY_ID = /\b(?:mrk-[0-9a-f]{32}|KMS Key \(?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))\b/i

/** The only key that the text names; of several, none is known to be the one. */
function keyIn(line: string): string | undefined {
  const arns = new Set([...line.matchAll(KEY_ARN)].map(([arn]) => arn))
  const [only] = arns
  if (arns.size > 0) return arns.size === 1 ? only : undefined
  const [whole, id] = KEY_ID.exec(line) ?? []
  return id ?? whole
}

/** The call that is named next before the sentence, else next behind it: stacks come after. */
function actionNear(line: string, at: number, { says }: Reading): string | undefined {
  const named = CALLS.flatMap((pattern) => [...line.matchAll(pattern)]).flatMap((match) => {
    const action = kmsActionOf(match[1] ?? '')
    return action === undefined ? [] : [{ action, distance: distanceOf(match.index, at) }]
  })
  const nearest = named.toSorted((one, other) => one.distance - other.distance)[0]
  if (says === 'denied') return nearest?.action
  // A new key policy comes with one of two calls, and tools that do not say make a key with it.
  const putting = PUTTING.test(line) ? 'kms:PutKeyPolicy' : 'kms:CreateKey'
  return named.find(({ action }) => POLICY_CALLS.has(action))?.action ?? putting
}

const distanceOf = (index: number, at: number): number =>
  index <= at ? at - index : index - at + 1e6

const POLICY_CALLS = new Set(['kms:PutKeyPolicy', 'kms:CreateKey', 'kms:ReplicateKey'])

/** Terraform and CloudFormation speak of what they do, not of the call. */
const PUTTING = new RegExp(
  [
    String.raw`(?:updating|putting|setting|attaching)[^:]{0,40}KMS Key[^:]{0,120}polic`,
    String.raw`|UPDATE_FAILED|aws_kms_key_policy|put-key-policy|PutKeyPolicy`,
  ].join(''),
  'i',
)

const CALLS: readonly RegExp[] = [
  /when calling the (\w{3,40}) operation/g,
  /operation error KMS: (\w{3,40})/g,
  /\bkms[:.](\w{3,40})/gi,
  /\b(\w{3,40})Command\b/g,
  /\bAWSKMSClient\.(?:execute)?(\w{3,40})/g,
  /\bKmsClient\.(\w{3,40})/gi,
  /TrentService\.(\w{3,40})/g,
  /\baws kms ([a-z]+(?:-[a-z]+){0,5})/g,
]

/** Services that call KMS for the principal, by the words that only they use. */
const SERVICES: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/Lambda was unable to (?:de|en)crypt|Lambda\.KMS|\(Service: (?:AWS)?Lambda[;,]/i, 'lambda'],
  [/when calling the \w*(?:Object|Upload)\w* operation|\bS3: \w+Object|Amazon S3[;,]/, 's3'],
  [/Service: (?:AWS)?SecretsManager|Secrets Manager: |secretsmanager/i, 'secretsmanager'],
  [/Service: (?:Amazon)?(?:SNS|Sns)\b|arn:aws[\w-]*:sns:/, 'sns'],
  [/Service: (?:Amazon)?(?:SQS|Sqs)\b|arn:aws[\w-]*:sqs:/, 'sqs'],
  [/operation error SSM: |Service: (?:AWSSimpleSystemsManagement|Ssm)\b/, 'ssm'],
  [/operation error DynamoDB: |Service: (?:AmazonDynamoDB|DynamoDb)\b/, 'dynamodb'],
  [/operation error EC2: |Service: (?:AmazonEC2|Ec2)\b/, 'ec2'],
]

const viaIn = (line: string): string | undefined => {
  const service = SERVICES.find(([pattern]) => pattern.test(line))?.[1]
  return service === undefined ? undefined : `${service}.amazonaws.com`
}
