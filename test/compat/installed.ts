// Which clients this machine has.

import { run } from '../cli/sparekey.ts'

/** What the command prints on success; undefined where it is missing or fails. */
export async function output(
  command: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const { code, stdout } = await run(command, args)
    return code === 0 ? stdout.trim() : undefined
  } catch {
    return undefined
  }
}

/** The AWS CLIs, first and second version, by what they say of themselves. */
export async function awsClis(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  // AWS's installer puts the second version beside the first one; Debian packages it too.
  for (const command of ['aws', '/usr/local/aws-cli/v2/current/bin/aws', '/usr/bin/aws']) {
    const version = (await output(command, ['--version']))?.split(' ')[0]
    if (version !== undefined && !found.has(version)) found.set(version, command)
  }
  return found
}

/** Whether this CLI (`aws-cli/2.9.19`) reads AWS_ENDPOINT_URL: since July 2023, 1.29 and 2.13. */
export function readsEndpointUrl(version: string): boolean {
  const [major = 0, minor = 0] = version.replace('aws-cli/', '').split('.').map(Number)
  return minor >= (major === 1 ? 29 : 13)
}
