import { existsSync } from 'node:fs'

/** Debian's, under its new name or its old one; undefined where there is none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
)
