// Seed files as the tests write them.

import assert from 'node:assert/strict'
import type { SeedSource } from '../../src/server/seed/apply-seed.ts'
import { readSeed } from '../../src/seed/read-seed.ts'

/** A seed that has no fault of form. */
export function seedOf(text: string, file = 'seed.yaml'): SeedSource {
  const read = readSeed(text)
  assert.ok('placed' in read, JSON.stringify('problems' in read ? read.problems : ''))
  return { ...read.placed, file }
}

export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
export const LOCKED_KEY_ID = '0987dcba-09fe-87dc-65ba-ab0987654321'
export const DELETED_USER = 'AIDAQQQQQQQQQQQQQQQQQ'

/** Two accounts with something of everything. */
export const HOUSEHOLD = `
sparekey: 1
accounts:
  111122223333:
    policies:
      UseKeys:
        path: /keys/
        description: uses keys
        document: &use
          Version: 2012-10-17
          Statement: {Effect: Allow, Action: [kms:Encrypt, kms:Decrypt], Resource: "*"}
        otherVersions:
          - {Version: 2012-10-17, Statement: {Effect: Allow, Action: kms:Encrypt, Resource: "*"}}
        tags: {team: payroll}
      Fence:
        document: {Version: 2012-10-17, Statement: {Effect: Allow, Action: kms:*, Resource: "*"}}
    groups:
      Keepers:
        path: /staff/
        attachedPolicies: [arn:aws:iam::111122223333:policy/keys/UseKeys]
        inlinePolicies:
          ListKeys:
            Version: 2012-10-17
            Statement: {Effect: Allow, Action: kms:ListKeys, Resource: "*"}
    users:
      alice:
        path: /staff/
        uniqueId: AIDAAAAAAAAAAAAAAAAAA
        permissionsBoundary: arn:aws:iam::111122223333:policy/Fence
        groups: [Keepers]
        tags: {team: payroll}
        accessKeys:
          - accessKeyId: AKIAIOSFODNN7EXAMPLE
            insecureSecretAccessKey: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
            profile: alice
      bob:
        inlinePolicies:
          Use: *use
        accessKeys:
          - {profile: bob}
    roles:
      Auditor:
        path: /audit/
        description: reads
        maxSessionDuration: 7200
        trustPolicy:
          Version: 2012-10-17
          Statement:
            Effect: Allow
            Action: sts:AssumeRole
            Principal:
              AWS:
                - arn:aws:iam::111122223333:user/staff/alice
                - arn:aws:iam::444455556666:role/Partner
        attachedPolicies: [arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess]
        inlinePolicies:
          BecomePartner:
            Version: 2012-10-17
            Statement:
              Effect: Allow
              Action: sts:AssumeRole
              Resource: arn:aws:iam::444455556666:role/Partner
    serviceLinkedRoles: [autoscaling.amazonaws.com]
    deletedPrincipals: [${DELETED_USER}]
    regions:
      us-east-1:
        keys:
          ${KEY_ID}:
            description: payroll
            aliases: [alias/payroll]
            tags: {team: payroll}
            insecureKeyMaterial: ${Buffer.alloc(32, 7).toString('base64')}
            policy:
              Version: 2012-10-17
              Statement:
                - Effect: Allow
                  Principal: {AWS: "111122223333"}
                  Action: kms:*
                  Resource: "*"
                - Effect: Allow
                  Principal: {AWS: arn:aws:iam::111122223333:role/audit/Auditor}
                  Action: kms:DescribeKey
                  Resource: "*"
            grants:
              - granteePrincipal: arn:aws:iam::444455556666:role/Partner
                retiringPrincipal: arn:aws:iam::111122223333:user/bob
                operations: [Decrypt, DescribeKey]
                encryptionContextSubset: {department: payroll}
          ${LOCKED_KEY_ID}:
            state: Disabled
            policy:
              Version: 2012-10-17
              Statement:
                Effect: Allow
                Principal: {AWS: ${DELETED_USER}}
                Action: kms:*
                Resource: "*"
      eu-central-1:
        keys:
          aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee:
            state: PendingDeletion
            pendingWindowInDays: 9
  444455556666:
    roles:
      Partner:
        trustPolicy:
          Version: 2012-10-17
          Statement:
            Effect: Allow
            Action: sts:AssumeRole
            Principal:
              AWS:
                - arn:aws:iam::111122223333:role/audit/Auditor
                - arn:aws:iam::444455556666:role/Partner
        inlinePolicies:
          Use: *use
`
