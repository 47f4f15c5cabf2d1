import { headerOf, type RequestHead } from '../wire-request.ts'
import { bucketOfHost } from './s3-host.ts'

const FORM = /^application\/x-www-form-urlencoded\b/i
const NAMES_ACTION = /(?:^|&)Action=/

/**
 * Whether a request is S3's, told from its head alone, so that its body need not be read. S3 is
 * what no other service claims: JSON services name a target, query services are called at `/` with
 * an Action in the URL or a form in the body.
 */
export function isRestRequest(head: RequestHead): boolean {
  if (headerOf(head, 'x-amz-target') !== undefined) return false
  if (head.path !== '/') return true
  if (NAMES_ACTION.test(head.query)) return false
  if (head.method !== 'POST') return true
  // S3 takes no POST without a bucket; with one in the host it is DeleteObjects.
  const isForm = FORM.test(headerOf(head, 'content-type') ?? '')
  return !isForm && bucketOfHost(headerOf(head, 'host') ?? '') !== undefined
}
