// `--tls-cert FILE --tls-key FILE`, of the stack and of the console.

import { isLoopback } from '../base/loopback.ts'
import type { Certificate, CertificateFiles } from '../server/tls/certificate.ts'
import { readCertificate } from '../server/tls/certificate.ts'
import { failure } from './failure.ts'
import { readInputFile } from './input-file.ts'

export interface TlsOptions {
  readonly tlsCert?: string
  readonly tlsKey?: string
}

export interface GivenCertificate {
  readonly files: CertificateFiles
  readonly certificate: Certificate
}

/** Undefined: none was named. */
export function givenCertificate({ tlsCert, tlsKey }: TlsOptions): GivenCertificate | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined) {
    throw failure('halfCertificate', {}, { lines: ['--tls-cert FILE --tls-key FILE'] })
  }
  const files = { cert: tlsCert, key: tlsKey }
  return { files, certificate: requireCertificate(files) }
}

/** Node tells of a wrong one in the words of OpenSSL. */
function requireCertificate(files: CertificateFiles): Certificate {
  const { cert, key } = files
  readInputFile(cert)
  readInputFile(key)
  try {
    return readCertificate(files)
  } catch (cause) {
    const lines = [`openssl x509 -in ${cert} -noout -subject`]
    throw failure('noCertificate', { cert, key }, { lines, cause })
  }
}

export interface ListeningOptions extends TlsOptions {
  readonly host: string
  readonly insecurePlainHttp?: boolean
}

/** What leaves this machine is encrypted, unless somebody says that it need not be. */
export function requireSafeNetwork({ host, tlsCert, insecurePlainHttp }: ListeningOptions): void {
  if (tlsCert !== undefined || insecurePlainHttp || staysHere(host)) return
  const lines = ['--tls-cert FILE --tls-key FILE']
  throw failure('plainHttpElsewhere', { host }, { lines })
}

export const staysHere = (host: string): boolean =>
  isLoopback(new URL(`http://${host.includes(':') ? `[${host}]` : host}`))
