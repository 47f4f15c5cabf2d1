// The stack's certificate, from its files, and again whenever they change.

import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Logger } from 'pino'
import { limits } from '../limits.ts'

/** Paths of PEM files: the certificate with those that vouch for it, and its private key. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface ServedCertificate {
  readonly current: Certificate
  /** Reads the files again; what cannot be used is told in the log, and the old one stays. */
  reload(): void
  /** Told of every certificate that follows. */
  follow(take: (certificate: Certificate) => void): void
  close(): void
}

/** Throws what the system says of the files, or OpenSSL of what is in them. */
export function readCertificate({ cert, key }: CertificateFiles): Certificate {
  const certificate = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  createSecureContext(certificate)
  return certificate
}

export function serveCertificate(
  files: CertificateFiles,
  log: Pick<Logger, 'info' | 'error'>,
): ServedCertificate {
  let current = readCertificate(files)
  const followers: ((certificate: Certificate) => void)[] = []
  const reload = (): void => {
    try {
      const next = readCertificate(files)
      if (next.cert === current.cert && next.key === current.key) return
      current = next
      for (const take of followers) take(next)
      log.info({ file: files.cert }, 'the certificate was read again')
    } catch (err) {
      // Between the replacing of one file and of the other they do not go together.
      log.error({ err, file: files.cert }, 'the new certificate cannot be used: the old one stays')
    }
  }
  const paths = [files.cert, files.key]
  // By looking, not by events: those do not tell of a link far up the path that was set anew.
  const watching = { interval: limits.certificateCheckMs, persistent: false }
  for (const path of paths) watchFile(path, watching, reload)
  return {
    get current() {
      return current
    },
    reload,
    follow: (take) => void followers.push(take),
    close: () => {
      for (const path of paths) unwatchFile(path, reload)
    },
  }
}
