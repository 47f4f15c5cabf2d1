import { accessSync, constants, readFileSync } from 'node:fs'
import { compilePolicy, type NamedPolicy, type PolicyProblem, readPolicy } from '../policy/index.ts'
import { failure, type Failure, systemCode } from './failure.ts'

/** The text of a file that an argument names. */
export function readInputFile(file: string): string {
  return orUnreadable(file, () => readFileSync(file, 'utf8'))
}

/** For a file that is too large to be read at once. */
export function requireReadable(file: string): void {
  orUnreadable(file, () => accessSync(file, constants.R_OK))
}

function orUnreadable<Result>(file: string, read: () => Result): Result {
  try {
    return read()
  } catch (thrown) {
    const code = systemCode(thrown)
    if (code === 'ENOENT') throw failure('fileMissing', { file }, { cause: thrown })
    throw failure('unreadable', { file, reason: code ?? String(thrown) }, { cause: thrown })
  }
}

/** The policy in a file, under the file's name. */
export function readPolicyFile(file: string): NamedPolicy {
  const read = readPolicy(readInputFile(file), { positions: true })
  if ('document' in read) return { name: file, policy: compilePolicy(read.document) }
  const [first] = read.problems
  throw unreadable(file, first ?? { says: 'not a policy' })
}

/** `FILE:LINE:COLUMN: what is wrong`, as compilers say it. */
export function unreadable(
  file: string,
  { line, column, says }: Pick<PolicyProblem, 'line' | 'column' | 'says'>,
): Failure {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return failure('wrongAt', { place, says })
}
