import { AwsError } from '../../../aws/errors.ts'

/** IF NOT EXISTS: does the work, and lets it be where Glue says that it is done already. */
export async function unlessItExists(ifNotExists: boolean, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (cause) {
    const exists = cause instanceof AwsError && cause.code === 'AlreadyExistsException'
    if (!ifNotExists || !exists) throw cause
  }
}
