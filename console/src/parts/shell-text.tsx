import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { useWords } from '../words/words.ts'

/** Commands as they are pasted into a shell. */
export function ShellText({ text, label }: { readonly text: string; readonly label: string }) {
  const { copy, copied, copyFailed } = useWords()
  return (
    <div className="shell">
      <CopyToClipboard
        variant="icon"
        copyButtonAriaLabel={`${copy}: ${label}`}
        copySuccessText={copied}
        copyErrorText={copyFailed}
        textToCopy={text}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys */}
      <section tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
    </div>
  )
}
