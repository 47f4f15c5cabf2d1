import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContextValue } from '../request-context.ts'
import { compileCondition } from './compile-condition.ts'

/** The values of the policy, the value of the request, and whether the condition holds. */
type Row = readonly [readonly string[], ContextValue | undefined, boolean]

function check(operator: string, rows: readonly Row[]): void {
  for (const [values, held, expected] of rows) {
    const { holds } = compileCondition({ operator, key: 'aws:Key', values }, '2012-10-17')
    const context = new Map<string, ContextValue>(held === undefined ? [] : [['aws:key', held]])
    const label = `${operator} ${JSON.stringify(values)} on ${JSON.stringify(held)}`
    assert.equal(holds(context), expected, label)
  }
}

test('one of several values is enough, and a key that is absent equals nothing', () => {
  check('StringEquals', [
    [['a', 'b'], 'b', true],
    [['a'], 'A', false],
    [['a*'], 'ab', false],
    [['a'], undefined, false],
    [[], 'a', false],
  ])
  check('StringEqualsIgnoreCase', [[['a'], 'A', true]])
  check('StringLike', [
    [['a*'], 'ab', true],
    [['A*'], 'ab', false],
  ])
})

test('a `Not` operator wants none of its values, and holds when the key is absent', () => {
  check('StringNotEquals', [
    [['a', 'b'], 'b', false],
    [['a', 'b'], 'c', true],
    [['a'], undefined, true],
  ])
  check('StringNotEqualsIgnoreCase', [[['a'], 'A', false]])
  check('StringNotLike', [[['a*'], 'ab', false]])
})

test('`IfExists` lets an absent key pass, and changes nothing else', () => {
  check('StringEqualsIfExists', [
    [['a'], undefined, true],
    [['a'], 'b', false],
  ])
  check('ForAnyValue:StringEqualsIfExists', [[['a'], undefined, true]])
})

test('`ForAllValues` holds for an absent key, `ForAnyValue` does not', () => {
  check('ForAllValues:StringEquals', [
    [['a', 'b'], ['a'], true],
    [['a', 'b'], ['a', 'c'], false],
    [['a'], undefined, true],
    [['a'], [], true],
    [['a'], 'a', true],
  ])
  check('ForAnyValue:StringEquals', [
    [['a', 'b'], ['c', 'b'], true],
    [['a'], ['c'], false],
    [['a'], undefined, false],
    [['a'], [], false],
  ])
  check('ForAllValues:StringNotEquals', [[['a'], ['b', 'a'], false]])
  check('ForAnyValue:StringNotEquals', [[['a'], ['b', 'a'], true]])
})

test('a set without a set operator meets nothing', () => {
  check('StringEquals', [[['a'], ['a'], false]])
})

test('numbers are compared as numbers', () => {
  check('NumericEquals', [
    [['10'], '10.0', true],
    [['10'], 'ten', false],
    [['soon'], '10', false],
  ])
  check('NumericNotEquals', [[['10'], '11', true]])
  check('NumericLessThan', [[['10'], '9', true]])
  check('NumericLessThanEquals', [[['10'], '10', true]])
  check('NumericGreaterThan', [[['10'], '10', false]])
  check('NumericGreaterThanEquals', [[['10'], '1e1', true]])
})

test('dates are compared as points in time, also when they are given in seconds', () => {
  const noon = '2026-01-01T12:00:00Z'
  check('DateEquals', [
    [[noon], '2026-01-01T14:00:00+02:00', true],
    [[noon], '1767268800', true],
    [['yesterday'], noon, false],
    [['2026'], '2026-01-01T00:00:00Z', true],
  ])
  check('DateNotEquals', [[[noon], noon, false]])
  check('DateLessThan', [[[noon], '2026-01-01', true]])
  check('DateLessThanEquals', [[[noon], noon, true]])
  check('DateGreaterThan', [[[noon], noon, false]])
  check('DateGreaterThanEquals', [[[noon], noon, true]])
})

test('`Bool` knows true and false in any case', () => {
  check('Bool', [
    [['true'], 'true', true],
    [['True'], 'true', true],
    [['true'], 'false', false],
    [['yes'], 'yes', false],
    [['false'], undefined, false],
  ])
  check('BoolIfExists', [[['false'], undefined, true]])
})

test('`BinaryEquals` compares the base64 text', () => {
  check('BinaryEquals', [
    [['QmluYXJ5'], 'QmluYXJ5', true],
    [['QmluYXJ5'], 'qmluYXJ5', false],
  ])
})

test('addresses are compared with blocks of either family', () => {
  check('IpAddress', [
    [['203.0.113.0/24'], '203.0.113.9', true],
    [['203.0.113.0/24'], '203.0.114.9', false],
    [['203.0.113.9'], '203.0.113.9', true],
    [['2001:db8::/32'], '2001:DB8:1::5', true],
    [['2001:db8::/32'], '203.0.113.9', false],
    [['0.0.0.0/0'], '198.51.100.1', true],
    [['203.0.113.0/33'], '203.0.113.9', false],
    [['::ffff:203.0.113.9'], '::ffff:cb00:7109', true],
    [['203.0.113.0/24'], 'kms.amazonaws.com', false],
  ])
  check('NotIpAddress', [
    [['203.0.113.0/24'], '198.51.100.1', true],
    [['203.0.113.0/24'], undefined, true],
  ])
})

test('in an ARN a wildcard does not cross a colon', () => {
  const arn = 'arn:aws:iam::111122223333:role/team/Admin'
  for (const operator of ['ArnLike', 'ArnEquals']) {
    check(operator, [
      [['arn:aws:iam::111122223333:role/*'], arn, true],
      [['arn:*:iam::*:role/team/Admin'], arn, true],
      [['arn:aws:*:role/*'], arn, false],
      [['arn:aws:iam::111122223333:role'], arn, false],
      [['arn:aws:sns:*:*:a:b'], 'arn:aws:sns:us-east-1:111122223333:a:b', true],
    ])
  }
  check('ArnNotLike', [[['arn:aws:iam::*:role/*'], arn, false]])
  check('ArnNotEquals', [[['arn:aws:iam::*:user/*'], arn, true]])
})

test('`Null` asks whether the key is absent', () => {
  check('Null', [
    [['true'], undefined, true],
    [['true'], 'a', false],
    [['false'], 'a', true],
    [['false'], undefined, false],
    [['true'], [], true],
  ])
})
