// Builds the console's pages into dist/pages, and compresses them for the server that sends them.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'dist/pages')
const scratch = join(root, 'dist/.pages')
const GLOBAL_STYLES = '@cloudscape-design/global-styles/index.css'

await build({
  configFile: false,
  root: join(root, 'console'),
  logLevel: 'warn',
  plugins: [react()],
  resolve: { alias: { [GLOBAL_STYLES]: withFontsApart() } },
  build: {
    outDir: folder,
    emptyOutDir: true,
    target: 'es2022',
    // A script for what browsers do by themselves.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The server's own limit is a test: what the first page loads, compressed.
    chunkSizeWarningLimit: 2000,
  },
})
rmSync(scratch, { recursive: true })

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes))
}

/** The design system's fonts stand in its style sheet; apart, a page loads those that it shows. */
function withFontsApart() {
  const css = readFileSync(createRequire(import.meta.url).resolve(GLOBAL_STYLES), 'utf8')
  mkdirSync(scratch, { recursive: true })
  let fonts = 0
  const linked = css.replaceAll(
    /url\((["']?)data:font\/woff2;[^,]*base64,([^"')]+)\1\)/g,
    (_uri, _quote, base64) => {
      const name = `open-sans-${++fonts}.woff2`
      writeFileSync(join(scratch, name), Buffer.from(base64, 'base64'))
      return `url(./${name})`
    },
  )
  const file = join(scratch, 'global-styles.css')
  writeFileSync(file, linked)
  return file
}
