// Why the console does not start, when the system's own word is all there is.

import { failure, systemCode } from './failure.ts'
import { CONSOLE_PORT } from './run-console.ts'
import { sparekeyLine } from './self.ts'

/** Faults that nobody here knows a better sentence for come back as they are. */
export function consoleFailure(
  thrown: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const more = { cause: thrown }
  switch (systemCode(thrown)) {
    case 'EADDRINUSE': {
      const lines = [sparekeyLine('console', '--port', String(port + 1))]
      return failure('portInUseByConsole', { port: String(port), host }, { ...more, lines })
    }
    case 'EADDRNOTAVAIL':
      return failure('noOwnAddress', { host }, { ...more, lines: ['--host 127.0.0.1'] })
    case 'EACCES':
      return failure(
        'portNotAllowed',
        { port: String(port) },
        { ...more, lines: [`--port ${CONSOLE_PORT}`] },
      )
    case 'ENOTFOUND':
      return failure('noOwnName', { host }, { ...more, lines: ['--host 127.0.0.1'] })
    default:
      return thrown
  }
}
