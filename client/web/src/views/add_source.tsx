// The form that records a source, from pasted text or from a file. Files are sent byte for byte.
import { useState } from 'preact/hooks';
import { documents, type Problem, problemOf } from '../api';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Dialog } from '../parts/dialog';
import { Trouble } from '../parts/load';
import { navigate } from '../router';

async function contentOf(data: FormData) {
  const file = data.get('file');
  if (file instanceof File && file.size > 0) {
    const html = file.type === 'text/html' || /\.x?html?$/i.test(file.name);
    return { mediaType: html ? 'text/html' : 'text/plain', data: new Uint8Array(await file.arrayBuffer()) };
  }
  return { mediaType: 'text/plain', data: new TextEncoder().encode(String(data.get('text') ?? '')) };
}

export function AddSource({ close }: { close: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  // One id for all attempts, so that pressing the button again after a lost answer records nothing twice.
  const [requestId] = useState(() => `page-${Math.random().toString(36).slice(2)}-${Date.now().toString(36)}`);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const field = (name: string) => String(data.get(name) ?? '').trim();
    setBusy(true);
    setProblem(undefined);
    try {
      const published = field('published');
      const { document } = await documents.createDocument({
        document: {
          title: field('title'), uri: field('uri'), publisher: field('publisher'), languageCode: field('language'),
          ...(published === '' ? {} : { publishTime: timestampFromDate(new Date(`${published}T00:00:00Z`)) }),
        },
        content: await contentOf(data),
        requestId,
      });
      navigate(document?.name ?? '');
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Add a source" close={close}>
      <form onSubmit={submit} class="form">
        <label class="wide">Text<textarea name="text" rows={8} dir="auto" placeholder="Paste the whole text" /></label>
        <label class="wide">or a file, plain text or HTML<input type="file" name="file" accept=".txt,.html,.htm,.xhtml,text/plain,text/html" /></label>
        <label class="wide">Title<input name="title" dir="auto" maxLength={500} /></label>
        <label class="wide">Address<input name="uri" type="url" placeholder="https://" /></label>
        <label>Publisher<input name="publisher" dir="auto" /></label>
        <label>Published<input name="published" type="date" /></label>
        <label>Language<input name="language" placeholder="en, de, pt-BR" maxLength={35} /></label>
        {problem && <Trouble problem={problem} />}
        <div class="actions"><button class="main" disabled={busy}>{busy ? 'Recording\u2026' : 'Record the source'}</button></div>
      </form>
    </Dialog>
  );
}
