import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultKeyPolicy } from './default-key-policy.ts'
import { printPolicy } from './print-policy.ts'

test('a policy is printed as GetKeyPolicy answers it', () => {
  assert.equal(
    printPolicy(defaultKeyPolicy('111122223333')),
    `{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::111122223333:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`,
  )
})

test('objects in a list follow one another on one line, texts stand beside one another', () => {
  assert.equal(
    printPolicy({ a: [{ b: ['x', 'y'] }, { c: {} }], d: [], e: [1, true, null] }),
    `{
  "a" : [ {
    "b" : [ "x", "y" ]
  }, {
    "c" : { }
  } ],
  "d" : [ ],
  "e" : [ 1, true, null ]
}`,
  )
})
