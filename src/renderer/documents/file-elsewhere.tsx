/** Says that the signed file is still on another desk, and offers to fetch it. */
import type { DocumentId } from '../../domain/values/ids.ts'
import { client } from '../app/connection.ts'
import { Button } from '../ui/button.tsx'
import { useTexts } from '../ui/language.tsx'
import { documentTexts } from './texts.ts'
import { useWork } from './use-work.ts'

export const FileElsewhere = ({ id }: { readonly id: DocumentId }) => {
  const texts = useTexts(documentTexts)
  const work = useWork()
  return (
    <div>
      <p className="attention" role="status">
        ▲ {work.failure ?? texts.fileElsewhere}
      </p>
      <Button
        disabled={work.busy}
        onClick={() => work.run({ call: () => client.documents.fetchFiles({ id }), said: texts.fileFetched })}
      >
        {texts.fetchFile}
      </Button>
    </div>
  )
}
