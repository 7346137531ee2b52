import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import { allowsDocumentType, documentSchema } from '../../../../../protocol/documents/registry.ts';
import type { ReadItem } from '../../../../../server/formats/reading.ts';
import { Select } from '../../../components/ui/select.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { shortHex } from '../../../lib/format.ts';
import { word } from '../../../lib/i18n.ts';
import { ATTACHABLE_TYPES } from '../attachable-types.ts';
import { lodgeableOf, readAttachment } from '../read-dropped.ts';
import { CaseComparison } from './case-comparison.tsx';
import { FileCheck } from './file-check.tsx';
import { Findings } from './findings.tsx';
import { LodgeForm } from './lodge-form.tsx';

/** Drop a file, read the findings, sign. @param amends document whose new version the file is */
export function LodgeView({ detail, amends }: { detail: CaseDetail; amends?: CaseDocument }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <p>
        <Link to={`/cases/${detail.caseId}`}>← {detail.ucr ?? shortHex(detail.caseId)}</Link>
      </p>
      <h1>
        {amends === undefined
          ? t('lodge.title')
          : t('lodge.amendTitle', { type: word('documentType', String(amends.documentType)) })}
      </h1>
      {amends === undefined ? null : <p className="hint">{t('lodge.amendHint')}</p>}
      <FileCheck unread={(file) => <Attach detail={detail} file={file} amends={amends} key={file.name} />}>
        {(file, item) => (
          <>
            <CaseComparison
              detail={detail}
              fileName={file.input.name}
              document={item.document}
              replaces={amends?.documentId}
            />
            <LodgeForm
              key={`${file.input.name} ${item.reference} ${file.input.bytes.length}`}
              detail={detail}
              amends={amends}
              documentTypes={typesOf(item)}
              lodgeable={() => lodgeableOf(file, item)}
            />
          </>
        )}
      </FileCheck>
    </div>
  );
}

/** The type that the document names, else what its schema may be lodged under. */
function typesOf({ document, schema }: ReadItem): readonly number[] {
  if ('documentType' in document && document.documentType !== undefined) return [document.documentType];
  const found = documentSchema(schema);
  return found === undefined ? [] : ATTACHABLE_TYPES.filter((type) => allowsDocumentType(found, type));
}

/** A scan or a picture: kept as it is, under a type that the person names. */
function Attach({ detail, file, amends }: { detail: CaseDetail; file: File; amends: CaseDocument | undefined }) {
  const { t } = useTranslation();
  const [type, setType] = useState<string | null>(amends === undefined ? null : String(amends.documentType));
  const reading = useQuery({
    queryKey: ['attachment', file.name, file.size, file.lastModified, type],
    queryFn: () => readAttachment(file, Number(type)),
    enabled: type !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const item = reading.data?.items[0];
  return (
    <section aria-labelledby="attach">
      <h2 id="attach">{t('lodge.attachTitle')}</h2>
      <p className="hint">{t('lodge.attachHint')}</p>
      {amends === undefined ? (
        <Select
          label={t('lodge.type')}
          options={ATTACHABLE_TYPES.map((each) => ({
            id: String(each),
            label: `${word('documentType', String(each))} (${each})`,
          }))}
          value={type}
          placeholder={t('decide.choose')}
          onChange={setType}
        />
      ) : null}
      {type === null ? null : <LoadState query={reading} />}
      {reading.data === undefined || item === undefined ? null : (
        <>
          <Findings findings={[...reading.data.findings, ...item.findings]} />
          <LodgeForm
            key={type}
            detail={detail}
            amends={amends}
            documentTypes={[Number(type)]}
            lodgeable={() => lodgeableOf(reading.data, item)}
          />
        </>
      )}
    </section>
  );
}
