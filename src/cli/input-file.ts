import { readFileSync } from 'node:fs'
import { compilePolicy, type NamedPolicy, type PolicyProblem, readPolicy } from '../policy/index.ts'
import { Failure, systemCode } from './failure.ts'

/** The text of a file that an argument names. */
export function readInputFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    const reason = systemCode(thrown) === 'ENOENT' ? 'there is no such file' : systemCode(thrown)
    throw new Failure(`\`${file}\` cannot be read: ${reason ?? String(thrown)}`, [], {
      cause: thrown,
    })
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
  return new Failure(`${place}: ${says}`)
}
