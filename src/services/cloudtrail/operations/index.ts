import type { AnyOperation } from '../../operation.ts'
import type { CloudTrailScope } from '../scope.ts'
import { LookupEvents } from './lookup-events.ts'

export const operations: Readonly<Record<string, AnyOperation<CloudTrailScope>>> = { LookupEvents }
