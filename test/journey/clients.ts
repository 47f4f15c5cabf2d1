import assert from 'node:assert/strict'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { IAMClient } from '@aws-sdk/client-iam'
import { KMSClient } from '@aws-sdk/client-kms'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'

/** All of them speak as the account's root user. */
export interface Clients {
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly trail: CloudTrailClient
}

export async function clientsOf(stack: {
  readonly endpoint: string
  readonly credentialsFile: string
}): Promise<Clients> {
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const { endpoint } = stack
  const configuration = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  return {
    kms: new KMSClient(configuration),
    iam: new IAMClient(configuration),
    trail: new CloudTrailClient(configuration),
  }
}
