import { call, type CallOptions } from './call.ts'

export type Service = 'kms' | 'iam' | 'cloudtrail' | 'athena'

/** One operation of AWS's, as whom the console is signed in; times come as ISO 8601 texts. */
export function aws<Answer>(
  service: Service,
  operation: string,
  input: object = {},
  options: CallOptions = {},
): Promise<Answer> {
  return call<Answer>('aws', { service, operation, input }, options)
}
