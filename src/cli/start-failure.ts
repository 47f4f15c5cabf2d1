// Why the stack does not start, when the system's own word is all there is.

import { failure, systemCode } from './failure.ts'
import { sparekeyLine } from './self.ts'

/** Faults that nobody here knows a better sentence for come back as they are. */
export function startFailure(
  thrown: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const more = { cause: thrown }
  const path = pathOf(thrown)
  switch (systemCode(thrown)) {
    case 'EADDRINUSE': {
      const lines = [sparekeyLine('serve', '--port', String(port + 1))]
      return failure('portInUseByStack', { port: String(port), host }, { ...more, lines })
    }
    case 'EADDRNOTAVAIL':
      return failure('noOwnAddress', { host }, { ...more, lines: ['--host 127.0.0.1'] })
    case 'EACCES':
    case 'EPERM':
      if (path === undefined) {
        return failure(
          'portNotAllowed',
          { port: String(port) },
          { ...more, lines: ['--port 4599'] },
        )
      }
      return failure('notPermitted', { path }, more)
    case 'EROFS':
      return failure('readOnlyDisk', { path: String(path) }, more)
    case 'ENOSPC':
      return failure('diskFull', {}, more)
    case 'ENOTDIR':
    case 'EEXIST':
      return failure('noDirectory', { path: String(path) }, { ...more, lines: ['--data DIR'] })
    default:
      return thrown
  }
}

function pathOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  return 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : undefined
}
