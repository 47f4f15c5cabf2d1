import { InvalidArgument, NotImplemented } from '../errors.ts'

export interface CopySource {
  readonly bucket: string
  readonly key: string
}

/**
 * What `x-amz-copy-source` names: `BUCKET/KEY`, with or without a slash before it, percent-encoded.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function parseCopySource(header: string): CopySource {
  const mark = header.indexOf('?')
  const path = decoded((mark < 0 ? header : header.slice(0, mark)).replace(/^\//, ''))
  const version = mark < 0 ? undefined : header.slice(mark + 1)
  if (version !== undefined && version !== 'versionId=null') {
    // There are no versions but the one that S3 calls null.
    if (version.startsWith('versionId=')) throw NotImplemented({ Header: 'x-amz-copy-source' })
    throw invalid(header)
  }
  const slash = path.indexOf('/')
  if (slash < 1 || slash === path.length - 1) throw invalid(header)
  if (path.startsWith('arn:')) throw NotImplemented({ Header: 'x-amz-copy-source' })
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid(text)
  }
}

const invalid = (value: string): Error =>
  InvalidArgument(
    { ArgumentName: 'x-amz-copy-source', ArgumentValue: value },
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
  )
