import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadItem } from '../../../../../server/formats/reading.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { FileDrop } from '../../../components/ui/file-drop.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { word } from '../../../lib/i18n.ts';
import { type DroppedFile, readDropped } from '../read-dropped.ts';
import { Findings } from './findings.tsx';
import { TemplateLinks } from './template-links.tsx';

interface FileCheckProps {
  /** What can be done with a document that was read. */
  readonly children?: (file: DroppedFile, item: ReadItem) => ReactNode;
  /** What can be done with a file that cannot be read into fields. */
  readonly unread?: (file: File) => ReactNode;
}

/** Drop a file, see at once what is wrong with it and where. */
export function FileCheck({ children, unread }: FileCheckProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(0);
  const [file, setFile] = useState<File>();
  const reading = useMutation({ mutationFn: readDropped });
  const take = (dropped: File) => {
    setPlace(0);
    setFile(dropped);
    reading.mutate(dropped);
  };
  const item = reading.data?.items[place];
  return (
    <>
      <FileDrop label={t('file.drop')} onFile={take} />
      <p className="hint">{t('file.stays')}</p>
      <TemplateLinks />
      {reading.isPending ? <Banner tone="info">{t('file.reading', { name: file?.name ?? '' })}</Banner> : null}
      {reading.error === null || file === undefined ? null : (
        <>
          <Unreadable error={reading.error} name={file.name} />
          {unread?.(file)}
        </>
      )}
      {reading.data === undefined || item === undefined ? null : (
        <section aria-label={t('file.result')}>
          <h2>
            {reading.data.input.name}: {nameOfItem(item)}
          </h2>
          {reading.data.items.length > 1 ? (
            <Select
              label={t('file.item')}
              options={reading.data.items.map((each, index) => ({
                id: String(index),
                label: `${index + 1}: ${nameOfItem(each)} ${each.reference}`,
              }))}
              value={String(place)}
              onChange={(id) => setPlace(Number(id))}
            />
          ) : null}
          <Findings findings={[...reading.data.findings, ...item.findings]} />
          {children?.(reading.data, item)}
        </section>
      )}
    </>
  );
}

function nameOfItem({ document, kind }: ReadItem): string {
  return 'documentType' in document ? word('documentType', String(document.documentType)) : kind;
}

interface CodedLike {
  readonly code?: string;
  readonly faults?: readonly { readonly pointer?: string; readonly message: string }[];
}

/** Why a file is no document, with every place at fault. */
function Unreadable({ error, name }: { error: Error; name: string }) {
  const { t } = useTranslation();
  const { code, faults = [] } = error as CodedLike;
  return (
    <Banner tone="error">
      <p>
        <strong>{t('file.unreadable', { name })}</strong> {code === undefined ? null : <code>{code}</code>}
      </p>
      <p>{error.message}</p>
      <ul>
        {faults.slice(0, 50).map(({ pointer = '', message }) => (
          <li key={`${pointer} ${message}`}>
            <span className="mono">{pointer}</span> {message}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
