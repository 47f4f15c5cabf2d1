import type { RequestHead } from '../wire-request.ts'
import { parseRestQuery } from './parse-rest-query.ts'

const IS_PRESIGNED = /(?:^|&)X-Amz-Signature=/

/**
 * A presigned URL may carry in its query, signed with it, what would be `x-amz-` headers: SDKs move
 * them there, so that whoever uses the URL need not send them. A header that is sent wins.
 */
export function withHoistedHeaders<Head extends RequestHead>(head: Head): Head {
  if (!IS_PRESIGNED.test(head.query)) return head
  const hoisted = [...parseRestQuery(head.query)]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-'))
  return { ...head, headers: { ...Object.fromEntries(hoisted), ...head.headers } }
}
