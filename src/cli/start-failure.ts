// Why the stack does not start, when the system's own word is all there is.

import { Failure, systemCode } from './failure.ts'
import { sparekeyLine } from './self.ts'

const ANOTHER_DIRECTORY = 'or start with another directory: --data DIR'

/** Faults that nobody here knows a better sentence for come back as they are. */
export function startFailure(
  thrown: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const options = { cause: thrown }
  const path = pathOf(thrown)
  switch (systemCode(thrown)) {
    case 'EADDRINUSE': {
      const hints = [sparekeyLine('serve', '--port', String(port + 1))]
      return new Failure(`port ${port} is in use on ${host}: is a stack running?`, hints, options)
    }
    case 'EADDRNOTAVAIL':
      return new Failure(`${host} is not an address of this machine`, ['--host 127.0.0.1'], options)
    case 'EACCES':
    case 'EPERM':
      if (path === undefined) {
        return new Failure(`port ${port} may not be listened on`, ['--port 4599'], options)
      }
      return notPermitted(path, options)
    case 'EROFS':
      return new Failure(`\`${path}\` is on a read-only disk`, [ANOTHER_DIRECTORY], options)
    case 'ENOSPC':
      return new Failure('the disk is full', ['make room', ANOTHER_DIRECTORY], options)
    case 'ENOTDIR':
    case 'EEXIST':
      return new Failure(`\`${path}\` is not a directory`, ['--data DIR'], options)
    default:
      return thrown
  }
}

function notPermitted(path: string, options: ErrorOptions): Failure {
  const hints = [`ls -ld '${path}' shows whose it is`, ANOTHER_DIRECTORY]
  return new Failure(`\`${path}\` may not be read or written by this user`, hints, options)
}

function pathOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  return 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : undefined
}
