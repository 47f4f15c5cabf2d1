import { InvalidInputException } from '../errors.ts'

/** UNLIKE AWS: it knows which services can be trusted; here every service's name is taken. */
export function requireServicePrincipal(name: string): string {
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/.test(name)) return name
  throw InvalidInputException(
    'UNRECOGNIZED_SERVICE_PRINCIPAL',
    'You specified an unrecognized service principal.',
  )
}
