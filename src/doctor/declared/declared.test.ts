import assert from 'node:assert/strict'
import { test } from 'node:test'
import { declaredPolicies } from './declared-policies.ts'

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const KEY = `arn:aws:kms:us-east-1:111122223333:key/${KEY_ID}`
const policy = { Version: '2012-10-17', Statement: [{ Sid: 'One' }] }
const text = JSON.stringify(policy)

const declared = (file: object) => declaredPolicies('file', JSON.stringify(file), KEY)

test('`terraform show -json` tells the policies of this key, in modules as well', () => {
  const resources = [
    {
      address: 'aws_kms_key.it',
      type: 'aws_kms_key',
      values: { arn: KEY, key_id: KEY_ID, policy: text },
    },
    { address: 'aws_kms_key.other', type: 'aws_kms_key', values: { arn: `${KEY}0`, policy: text } },
    { address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', values: { arn: KEY, policy: text } },
  ]
  const child = {
    address: 'module.m.aws_kms_key_policy.p',
    type: 'aws_kms_key_policy',
    values: { key_id: KEY_ID, policy: text },
  }
  const root_module = { resources, child_modules: [{ resources: [child] }] }
  assert.deepEqual(declared({ format_version: '1.0', values: { root_module } }), [
    { source: 'terraform', address: 'aws_kms_key.it', key: 'thisOne', policy },
    { source: 'terraform', address: 'module.m.aws_kms_key_policy.p', key: 'thisOne', policy },
  ])
})

test('a .tfstate file tells the same, with the index of the instance', () => {
  const instances = [{ index_key: 'eu', attributes: { arn: KEY, policy: text } }]
  const resource = {
    mode: 'managed',
    module: 'module.m',
    type: 'aws_kms_key',
    name: 'it',
    instances,
  }
  const [found] = declared({ version: 4, resources: [resource] })
  assert.equal(found?.address, 'module.m.aws_kms_key.it["eu"]')
})

test('a template does not say which key it made, and what it leaves open stays visible', () => {
  const KeyPolicy = {
    Statement: [
      { Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } },
      { Principal: { AWS: { 'Fn::GetAtt': ['Admin', 'Arn'] } } },
      {
        Principal: {
          AWS: { 'Fn::Join': [':', ['arn:aws:iam:', { Ref: 'AWS::AccountId' }, 'root']] },
        },
      },
      { Principal: { AWS: { Ref: 'AdminArn' } }, Sid: { 'Fn::ImportValue': 'x' } },
    ],
  }
  const Resources = {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
    Bucket: { Type: 'AWS::S3::Bucket' },
  }
  const [found, ...others] = declared({ Resources })
  assert.deepEqual(others, [])
  assert.deepEqual(
    [found?.source, found?.address, found?.key],
    ['cloudFormation', 'Key', 'unknown'],
  )
  assert.deepEqual(found?.policy.Statement, [
    { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
    { Principal: { AWS: '${Admin.Arn}' } },
    { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
    { Principal: { AWS: '${AdminArn}' }, Sid: '${Fn::ImportValue x}' },
  ])
})

test('a template in YAML tells the same, short forms and all', () => {
  const yaml = `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Principal: {AWS: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root'}
          - Principal: {AWS: !GetAtt Admin.Arn}
`
  assert.deepEqual(declaredPolicies('t.yaml', yaml, KEY)[0]?.policy.Statement, [
    { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
    { Principal: { AWS: '${Admin.Arn}' } },
  ])
})

test('another file is refused, with what to type', () => {
  assert.throws(() => declaredPolicies('t.yaml', 'Hello:\n  Key:\n', KEY), /`t.yaml` is neither/)
  assert.throws(() => declared({ hello: 1 }), /neither/)
})
