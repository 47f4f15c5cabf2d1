import { parseArn } from '../../base/arn.ts'

/** A primary or replica key: its id says so, and each of them has a key policy of its own. */
export const isMultiRegion = (keyArn: string): boolean =>
  parseArn(keyArn)?.resource.startsWith('key/mrk-') ?? false
