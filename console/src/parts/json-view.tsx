import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { useWords } from '../words/words.ts'

/** A document as text, with its lines numbered, and copied as a whole. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const { copy, copied, copyFailed } = useWords()
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
  return (
    <div className="document">
      <div className="document-copy">
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`${copy}: ${label}`}
          copySuccessText={copied}
          copyErrorText={copyFailed}
          textToCopy={text}
        />
      </div>
      {/* A scrolled region must be reachable by the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          {text.split('\n').map((line, index) => (
            <code key={index}>{`${line}\n`}</code>
          ))}
        </pre>
      </section>
    </div>
  )
}
