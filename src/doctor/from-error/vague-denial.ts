// Refusals that do not say who asked for what: AWS's older sentences, those of other services, and
// exceptions whose message is empty.

import type { Denial } from '../denial.ts'
import { kmsActionOf } from './kms-action.ts'
import type { Reading } from './read-error.ts'
import type { Said } from './read-sentence.ts'

interface Vague {
  readonly pattern: RegExp
  /** It needs a sign that KMS is meant. */
  readonly ofAnyService?: boolean
  readonly read: (match: RegExpExecArray) => Omit<Reading, 'denial' | 'context'> & {
    readonly context?: Reading['context']
    readonly explicit?: boolean
  }
}

const VAGUE: readonly Vague[] = [
  {
    // Until 2022, of Decrypt and ReEncrypt.
    pattern: new RegExp(
      [
        String.raw`The ciphertext refers to a (?:customer master key|KMS key) that does `,
        String.raw`not exist, does not exist in this region, or you are not allowed to access`,
      ].join(''),
      'i',
    ),
    read: () => ({ says: 'denied', action: 'kms:Decrypt' }),
  },
  {
    // CloudWatch Logs. hashicorp/terraform-provider-aws#29282.
    pattern: new RegExp(
      [
        String.raw`The specified KMS key does not exist or is not allowed to be used with `,
        String.raw`(?:Arn|LogGroup) '?(arn:aws[\w-]*:logs:([\w-]+):([\d*]+):[^'\s"]{1,600})?`,
      ].join(''),
      'i',
    ),
    read: ([, arn, region, account]) => ({
      says: 'denied',
      action: 'kms:GenerateDataKey',
      ...(region === undefined ? {} : { principal: `logs.${region}.amazonaws.com`, region }),
      ...(account === undefined ? {} : { account }),
      ...(arn === undefined ? {} : { context: { 'kms:EncryptionContext:aws:logs:arn': arn } }),
    }),
  },
  {
    // An alarm's history, where the topic of SNS is encrypted. ASFHyP3/hyp3#762.
    pattern:
      /CloudWatch Alarms does not have authorization to access the SNS topic encryption key/i,
    read: () => ({
      says: 'denied',
      action: 'kms:GenerateDataKey',
      principal: 'cloudwatch.amazonaws.com',
    }),
  },
  {
    // EKS says so of the cluster's role when the key refused it. aws/containers-roadmap#1533.
    pattern: new RegExp(
      [
        String.raw`Role with arn:? ?(arn:aws[\w-]*:iam::\d{12}:role/[\w+=,.@/-]{1,600}?),? `,
        String.raw`could not be assumed because it does not exist or the trusted entity is not `,
        'correct',
      ].join(''),
      'i',
    ),
    read: ([, principal]) => ({
      says: 'denied',
      action: 'kms:DescribeKey',
      ...(principal === undefined ? {} : { principal }),
    }),
  },
  {
    pattern: /Encoded authorization failure message: ?([\w+/=-]{16,16384})/i,
    read: ([, encoded = '']) => ({ says: 'encoded', encoded }),
  },
  {
    // `null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; …)`.
    pattern: new RegExp(
      [
        String.raw`\(Service: (?:AWS)?Kms[;,] (?:Status Code: 40[03][;,] )?`,
        String.raw`(?:Error Code: AccessDenied|Request ID: [\w-]+\) AccessDenied)`,
      ].join(''),
      'i',
    ),
    read: () => ({ says: 'denied' }),
  },
  {
    pattern: /\bAccessDenied(?:Exception)?\b|\bKMSAccessDeniedException\b|\bnot authorized\b/i,
    ofAnyService: true,
    read: () => ({ says: 'denied' }),
  },
]

const OF_KMS = /\bKMS\b|\bkms[.:]|AWSKMS|kms\.amazonaws\.com|:kms:|\baws kms\b/

/** The CLI and boto3 name the call and not the service; some names are of many services. */
function namesCallOfKms(line: string): boolean {
  const [, call = ''] = /when calling the (\w{3,40}) operation/.exec(line) ?? []
  return /Key|crypt|Grant|Mac/.test(call) && kmsActionOf(call) !== undefined
}

export function vagueDenial(line: string, ofKms: boolean): Said | undefined {
  const isOfKms = ofKms || OF_KMS.test(line) || namesCallOfKms(line)
  for (const { pattern, ofAnyService = false, read } of VAGUE) {
    if (ofAnyService && !isOfKms) continue
    const match = pattern.exec(line)
    if (match === null) continue
    const { context = {}, explicit = false, ...reading } = read(match)
    const denial: Denial = { sentence: match[0], layer: undefined, explicit }
    return { at: match.index, reading: { ...reading, denial, context } }
  }
  return undefined
}
