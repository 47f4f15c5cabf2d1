import { createHash, createHmac } from 'node:crypto'
import { canonicalRequest } from '../src/aws/sigv4/canonical.ts'
import { parseClaim } from '../src/aws/sigv4/claim.ts'
import { signatureRules } from '../src/aws/sigv4/read-signature.ts'
import { basicTimestamp } from '../src/aws/sigv4/timestamp.ts'
import { signingKey, stringToSign, verifySignature } from '../src/aws/sigv4/verify-signature.ts'
import type { ServiceModel } from '../src/aws/shapes.ts'
import type { WireRequest } from '../src/aws/wire-request.ts'
import { SecretBytes } from '../src/base/secret-bytes.ts'
import { model as cloudtrail } from '../src/services/cloudtrail/model.ts'
import { model as kms } from '../src/services/kms/model.ts'
import { model as sts } from '../src/services/sts/model.ts'
import { REGION } from './people.ts'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const rules = signatureRules(kms)

export type Target = `${'kms' | 'cloudtrail' | 'sts'}:${string}`

const models: Readonly<Record<string, ServiceModel>> = { kms, cloudtrail, sts }

/** A request, signed with this key at this moment. */
export function signedRequest(key: AccessKey, target: Target, input: object): WireRequest {
  const [service = '', operation = ''] = target.split(':')
  const timestamp = basicTimestamp(new Date())
  const date = timestamp.slice(0, 8)
  const scope = `${date}/${REGION}/${service}/aws4_request`
  const { body, headers: spelled } = message(models[service] ?? kms, operation, input)
  const headers = {
    ...spelled,
    host: '127.0.0.1',
    'user-agent': 'sparekey-bench',
    'x-amz-date': timestamp,
  }
  const names = Object.keys(headers).filter((name) => name !== 'user-agent')
  const signed = names.toSorted().join(';')
  const draft = (signature: string): WireRequest => {
    const authorization =
      `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, ` +
      `SignedHeaders=${signed}, Signature=${signature}`
    return { method: 'POST', path: '/', query: '', headers: { ...headers, authorization }, body }
  }
  const unsigned = draft('0'.repeat(64))
  const claim = parseClaim(unsigned, rules.errors)
  const payloadHash = createHash('sha256').update(body).digest('hex')
  const text = stringToSign(claim, canonicalRequest(unsigned, claim.signedHeaders, payloadHash))
  const secret = new SecretBytes(Buffer.from(key.secretAccessKey))
  const signing = signingKey(secret, date, REGION, service)
  return draft(signing.use((bytes) => createHmac('sha256', bytes).update(text).digest('hex')))
}

/** In the protocol of the service; a form's values are plain here. */
function message(model: ServiceModel, operation: string, input: object) {
  if (model.protocol === 'query') {
    const form = { Action: operation, Version: model.apiVersion, ...input }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { body: Buffer.from(`${new URLSearchParams(form)}`), headers }
  }
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${model.targetPrefix}.${operation}`,
  }
  return { body: Buffer.from(JSON.stringify(input)), headers }
}

/** Parses and verifies one signature, with the signing key at hand as the server has it. */
export function verification(): () => unknown {
  const accessKey = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example/secret' }
  const request = signedRequest(accessKey, 'kms:DescribeKey', { KeyId: 'example' })
  const date = request.headers['x-amz-date']?.slice(0, 8) ?? ''
  const secret = new SecretBytes(Buffer.from(accessKey.secretAccessKey))
  const key = signingKey(secret, date, REGION, 'kms')
  return () => verifySignature(request, parseClaim(request, rules.errors), key, rules)
}
