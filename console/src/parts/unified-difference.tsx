/** A unified diff as somebody made it; what goes and what comes in colour. */
export function UnifiedDifference({
  text,
  label,
}: {
  readonly text: string
  readonly label: string
}) {
  return (
    <div className="document unified">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          {text
            .trimEnd()
            .split('\n')
            .map((line, index) => (
              <code key={index} className={classOf(line)}>{`${line}\n`}</code>
            ))}
        </pre>
      </section>
    </div>
  )
}

function classOf(line: string): string {
  if (/^(---|\+\+\+|@@)/.test(line)) return 'quiet'
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : ''
}
