import { html, Markup } from './html.ts'
import type { Language } from '../words/words.ts'

export interface HtmlDocument {
  readonly title: string
  readonly lang: Language
  readonly body: Markup
}

/** One page that stands alone: no script, and nothing fetched. */
export function htmlDocument({ title, lang, body }: HtmlDocument): string {
  const page = html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `
  return page.toString()
}

const STYLE = html`<style>
  :root {
    color-scheme: light dark;
    --line: #8884;
    --quiet: #6b7280;
    --bad: #c02626;
    --good: #15803d;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --quiet: #9ca3af;
      --bad: #f87171;
      --good: #4ade80;
    }
  }
  body {
    font:
      15px/1.55 system-ui,
      'Hiragino Sans',
      'Noto Sans JP',
      sans-serif;
    margin: 0;
  }
  main {
    max-width: 68rem;
    margin: 0 auto;
    padding: 1.5rem 1rem 4rem;
  }
  h1 {
    font-size: 1.4rem;
  }
  h2 {
    font-size: 1.1rem;
    margin-top: 2rem;
  }
  pre,
  code {
    font:
      13px/1.5 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
  }
  pre {
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.4rem 0.6rem;
    border-bottom: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .quiet {
    color: var(--quiet);
  }
  .bad {
    color: var(--bad);
  }
  .good {
    color: var(--good);
  }
</style>`
