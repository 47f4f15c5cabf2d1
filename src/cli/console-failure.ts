// Why the console does not start, when the system's own word is all there is.

import { Failure, systemCode } from './failure.ts'
import { CONSOLE_PORT } from './run-console.ts'
import { sparekeyLine } from './self.ts'

/** Faults that nobody here knows a better sentence for come back as they are. */
export function consoleFailure(
  thrown: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  const options = { cause: thrown }
  switch (systemCode(thrown)) {
    case 'EADDRINUSE': {
      const message = `port ${port} is in use on ${host}: is a console running?`
      const free = sparekeyLine('console', '--port', String(port + 1))
      return new Failure(message, [free, '--port 0 takes a free one'], options)
    }
    case 'EADDRNOTAVAIL':
      return new Failure(`${host} is not an address of this machine`, ['--host 127.0.0.1'], options)
    case 'EACCES':
      return new Failure(`port ${port} may not be listened on`, [`--port ${CONSOLE_PORT}`], options)
    case 'ENOTFOUND':
      return new Failure(`\`${host}\` is no name of this machine`, ['--host 127.0.0.1'], options)
    default:
      return thrown
  }
}
