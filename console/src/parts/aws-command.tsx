import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { usePerson, useSession } from '../api/session.ts'
import { useWords } from '../words/words.ts'
import { shellLine } from './shell-line.ts'

/** The AWS CLI's command for what the page shows, for the same place. */
export function AwsCommand({ words }: { readonly words: readonly string[] }) {
  const { session } = useSession()
  const { region, profile } = usePerson()
  const { awsCommand, copy, copied, copyFailed } = useWords()
  const endpoint = session.endpoint === null ? [] : ['--endpoint-url', session.endpoint]
  const named = profile === null ? [] : ['--profile', profile]
  const line = shellLine(['aws', ...words, '--region', region, ...endpoint, ...named])
  return (
    <ExpandableSection headerText={awsCommand} variant="footer">
      <CopyToClipboard
        variant="icon"
        copyButtonAriaLabel={copy}
        copySuccessText={copied}
        copyErrorText={copyFailed}
        textToCopy={line}
      />
      <Box variant="code">{line}</Box>
    </ExpandableSection>
  )
}
