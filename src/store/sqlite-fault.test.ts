import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeWriteFault, writeFaultOf } from './sqlite-fault.ts'

const fault = (errcode: number) => Object.assign(new Error('disk I/O error'), { errcode })

test('a write fault is told in words for the person who runs the stack', () => {
  const told = [13, 8, 10, 11].map((code) => describeWriteFault(writeFaultOf(fault(code)), '/data'))
  assert.deepEqual(told, [
    'nothing can be written to `/data`: the disk is full',
    'nothing can be written to `/data`: it is read-only',
    'nothing can be written to `/data`: the disk reports an error: disk I/O error',
    'nothing can be written to `/data`: disk I/O error',
  ])
})

test('an extended result code stands for its primary one', () => {
  const ioErrorInFsync = 10 | (4 << 8)
  assert.equal(writeFaultOf(fault(ioErrorInFsync)).code, 10)
})

test('what is no error of SQLite has no code', () => {
  assert.deepEqual(writeFaultOf(new Error('out of memory')), {
    code: undefined,
    message: 'out of memory',
  })
  assert.deepEqual(writeFaultOf('thrown'), { code: undefined, message: 'thrown' })
})
