// Log files as CloudTrail delivers them: a fifth KMS, a quarter S3, the rest of many services.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { DataSource } from '../src/sql/types.ts'

export interface LogsAsked {
  readonly directory: string
  readonly files: number
  readonly recordsPerFile: number
}

const ACCOUNT = '111122223333'
const START_MS = Date.UTC(2026, 4, 1)
const DAYS = 180
const DAY_MS = 86_400_000
const PUT_ONE_IN = 5000
const KEYS = 400

/** Deterministic: the same files in each run. */
export function writeLogs({ directory, files, recordsPerFile }: LogsAsked): readonly DataSource[] {
  mkdirSync(directory, { recursive: true })
  const random = randomOf(42)
  return Array.from({ length: files }, (_, index) => {
    const start = START_MS + (index * DAYS * DAY_MS) / files
    const records = Array.from({ length: recordsPerFile }, (_, place) =>
      recordOf(random, new Date(start + place * 50), index * recordsPerFile + place),
    )
    const name = `${ACCOUNT}_CloudTrail_us-east-1_${index}.json.gz`
    const bytes = gzipSync(JSON.stringify({ Records: records }))
    const path = join(directory, name)
    writeFileSync(path, bytes)
    const uri = `s3://bucket/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/${name}`
    return { uri, content: { path }, bytes: bytes.length, etag: `"${index}"`, partition: {} }
  })
}

type Random = () => number

function randomOf(seed: number): Random {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

export const keyId = (index: number): string =>
  `1234abcd-12ab-34cd-56ef-${String(index).padStart(12, '0')}`

const keyArn = (index: number): string => `arn:aws:kms:us-east-1:${ACCOUNT}:key/${keyId(index)}`

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')

function recordOf(random: Random, time: Date, index: number): object {
  const eventTime = `${time.toISOString().slice(0, 19)}Z`
  const shared = {
    eventVersion: '1.11',
    userIdentity: identityOf(random, eventTime),
    eventTime,
  }
  const rest = {
    requestID: `${hex(random, 8)}-12ab-34cd-56ef-${hex(random, 12)}`,
    eventID: `${hex(random, 8)}-78ab-90cd-12ef-${hex(random, 12)}`,
  }
  const end = {
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
  }
  const tls = {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_128_GCM_SHA256',
    clientProvidedHostHeader: 'kms.us-east-1.amazonaws.com',
  }
  const middle = {
    awsRegion: 'us-east-1',
    sourceIPAddress: `192.0.2.${index % 250}`,
    userAgent: AGENT,
  }
  const call = callOf(random, index)
  return {
    ...shared,
    ...call.names,
    ...middle,
    ...call.body,
    ...rest,
    ...call.resources,
    ...end,
    tlsDetails: tls,
  }
}

const AGENT =
  'aws-sdk-java/2.25.11 Linux/5.10.0 OpenJDK_64-Bit_Server_VM/17.0.9 Java/17.0.9 ' +
  'vendor/Amazon io/sync http/Apache cfg/retry-mode/standard'

function identityOf(random: Random, creationDate: string): object {
  const role = `Role-${Math.floor(random() * 60)}`
  const principalId = `AROAEXAMPLE${hex(random, 10).toUpperCase()}`
  const issuer = {
    type: 'Role',
    principalId,
    arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
    accountId: ACCOUNT,
    userName: role,
  }
  return {
    ...{ type: 'AssumedRole', principalId: `${principalId}:session-${Math.floor(random() * 900)}` },
    ...{ arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/session`, accountId: ACCOUNT },
    accessKeyId: `ASIAEXAMPLE${hex(random, 9).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: issuer,
      attributes: { creationDate, mfaAuthenticated: 'false' },
    },
  }
}

interface Call {
  readonly names: object
  readonly body: object
  readonly resources: object
}

const OTHERS = [
  'ec2:DescribeInstances',
  'sts:AssumeRole',
  'iam:GetRole',
  'logs:CreateLogStream',
  'dynamodb:DescribeTable',
  'lambda:GetFunction',
]

function callOf(random: Random, index: number): Call {
  if (index % PUT_ONE_IN === 17) return putKeyPolicy(random)
  const kind = random()
  if (kind < 0.2) return decrypt(random)
  if (kind < 0.45) return getObject(random)
  const [service = '', eventName = ''] = (OTHERS[Math.floor(random() * OTHERS.length)] ?? '').split(
    ':',
  )
  const names = { eventSource: `${service}.amazonaws.com`, eventName }
  const filters = Array.from({ length: 6 }, () => ({
    name: `tag:${hex(random, 6)}`,
    values: [hex(random, 24)],
  }))
  return {
    names,
    body: { requestParameters: { filters, maxResults: 100 }, responseElements: null },
    resources: { readOnly: true },
  }
}

function decrypt(random: Random): Call {
  const arn = keyArn(Math.floor(random() * KEYS))
  const encryptionContext = { 'aws:s3:arn': `arn:aws:s3:::bucket-${Math.floor(random() * 40)}` }
  return {
    names: { eventSource: 'kms.amazonaws.com', eventName: 'Decrypt' },
    body: {
      requestParameters: { encryptionContext, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      responseElements: null,
    },
    resources: {
      readOnly: true,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: arn }],
    },
  }
}

function getObject(random: Random): Call {
  const bucketName = `bucket-${Math.floor(random() * 40)}`
  const key = `data/${hex(random, 16)}/part-${Math.floor(random() * 900)}.parquet`
  const arns = [`arn:aws:s3:::${bucketName}/${key}`, `arn:aws:s3:::${bucketName}`]
  return {
    names: { eventSource: 's3.amazonaws.com', eventName: 'GetObject' },
    body: {
      requestParameters: { bucketName, Host: `${bucketName}.s3.amazonaws.com`, key },
      responseElements: null,
      additionalEventData: { SignatureVersion: 'SigV4', bytesTransferredOut: 4096 },
    },
    resources: { readOnly: true, resources: arns.map((ARN) => ({ type: 'AWS::S3::Object', ARN })) },
  }
}

function putKeyPolicy(random: Random): Call {
  const index = Math.floor(random() * KEYS)
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'kms:*',
    Resource: '*',
  }
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2)
  const requestParameters = {
    keyId: keyId(index),
    policyName: 'default',
    policy,
    bypassPolicyLockoutSafetyCheck: false,
  }
  const denied =
    random() < 0.07 ? { errorCode: 'AccessDenied', errorMessage: 'not authorized' } : {}
  return {
    names: { eventSource: 'kms.amazonaws.com', eventName: 'PutKeyPolicy' },
    body: { ...denied, requestParameters, responseElements: null },
    resources: {
      readOnly: false,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: keyArn(index) }],
    },
  }
}
