import type { AnyOperation } from '../../operation.ts'
import type { S3Scope } from '../scope.ts'

export const operations: Readonly<Record<string, AnyOperation<S3Scope>>> = {}
