import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDocument } from '../../../../../client/types.ts';
import type { JsonValue } from '../../../../../protocol/json/json-value.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { Digest } from '../../../components/ui/digest.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Empty, LoadState } from '../../../components/ui/status.tsx';
import { word } from '../../../lib/i18n.ts';
import { useCase, useDocument } from '../api/use-case.ts';
import { differencesBetween } from '../differences.ts';
import { ContentTree } from './content-tree.tsx';

/** A document with its versions and what changed between them. */
export function DocumentView({ caseId, documentId }: { caseId: string; documentId: string }) {
  const { t } = useTranslation();
  const query = useCase(caseId);
  if (query.data === undefined) return <LoadState query={query} />;
  const document = query.data.documents.find((each) => each.documentId === documentId);
  if (document === undefined) return <Empty title={t('document.notFound')} />;
  return (
    <div className="page">
      <p>
        <Link to={`/cases/${caseId}`}>← {query.data.ucr ?? t('document.backToCase')}</Link>
      </p>
      <h1>{word('documentType', String(document.documentType))}</h1>
      <Versions caseId={caseId} document={document} />
    </div>
  );
}

function Versions({ caseId, document }: { caseId: string; document: CaseDocument }) {
  const { t } = useTranslation();
  const newest = document.versions.length;
  const [chosen, setChosen] = useState<number>();
  const number = chosen ?? newest;
  const shown = useDocument(caseId, document.documentId, number);
  const before = useDocument(caseId, document.documentId, number > 1 ? number - 1 : undefined);
  const content = shown.data?.content;
  const earlier = before.data?.content;
  const changed =
    content && earlier ? differencesBetween(earlier.document as JsonValue, content.document as JsonValue) : undefined;
  return (
    <>
      {newest > 1 ? (
        <Select
          label={t('document.version')}
          options={document.versions.map((each) => ({
            id: String(each.number),
            label: t('declaration.version', { version: each.number }),
          }))}
          value={String(number)}
          onChange={(id) => setChosen(Number(id))}
        />
      ) : null}
      {number < newest ? <Banner tone="warning">{t('document.notNewest')}</Banner> : null}
      {document.withdrawn ? <Banner tone="warning">{t('document.withdrawnLong')}</Banner> : null}
      <LoadState query={shown} />
      {shown.data === undefined ? null : (
        <p className="muted">
          {t('document.root')} <Digest value={shown.data.version.root} />
        </p>
      )}
      {content === null ? <Empty title={t('document.noContent')} /> : null}
      {changed === undefined ? null : <p>{t('document.changes', { count: changed.size, version: number - 1 })}</p>}
      {content ? (
        <>
          <Files files={content.files} />
          <ContentTree value={content.document as JsonValue} changed={changed ?? NOTHING} />
        </>
      ) : null}
    </>
  );
}

const NOTHING: ReadonlySet<string> = new Set();

function Files({ files }: { files: readonly { name: string; mediaType: string; sha256: string }[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <>
      <h2>{t('document.files')}</h2>
      <ul className="plain-list rows">
        {files.map(({ name, mediaType, sha256 }) => (
          <li key={sha256}>
            <a href={`/v1/contents/${sha256}`} download={name}>
              {name}
            </a>{' '}
            <span className="muted">
              {mediaType} · SHA-256 <Digest value={sha256} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
