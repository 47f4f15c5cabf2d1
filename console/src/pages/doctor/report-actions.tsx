import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { DoctorReport } from '../../../../src/console/doctor/report.ts'
import { downloadFile } from '../../parts/download.ts'
import { useWords } from '../../words/words.ts'

export function ReportActions({
  report,
  again,
}: {
  readonly report: DoctorReport
  readonly again: () => void
}) {
  const { doctor: own } = useWords()
  const download = (id: string): void => {
    if (id === 'html') downloadFile('diagnosis.html', 'text/html', report.html)
    else {
      const json = JSON.stringify(report.diagnoses, undefined, 2)
      downloadFile('diagnosis.json', 'application/json', json)
    }
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="refresh" onClick={again}>
        {own.askAgain}
      </Button>
      <ButtonDropdown
        items={[
          { id: 'html', text: own.asHtml },
          { id: 'json', text: own.asJson },
        ]}
        onItemClick={({ detail }) => download(detail.id)}
      >
        {own.download}
      </ButtonDropdown>
    </SpaceBetween>
  )
}
