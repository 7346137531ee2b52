import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../../../protocol/json/json-value.ts';
import { escaped } from '../differences.ts';

interface ContentTreeProps {
  readonly value: JsonValue;
  /** Pointers to mark as changed. */
  readonly changed: ReadonlySet<string>;
  readonly pointer?: string;
}

/** The content of a document as it is: every value becomes text, whatever it holds. */
export function ContentTree({ value, changed, pointer = '' }: ContentTreeProps) {
  if (Array.isArray(value)) return <Items items={value} changed={changed} pointer={pointer} />;
  if (typeof value === 'object' && value !== null) {
    return (
      <dl className="content">
        {Object.entries(value).map(([name, member]) => {
          const at = `${pointer}/${escaped(name)}`;
          return (
            <div key={name} className={changed.has(at) ? 'changed' : ''}>
              <dt>{spaced(name)}</dt>
              <dd>
                <ContentTree value={member} changed={changed} pointer={at} />
              </dd>
            </div>
          );
        })}
      </dl>
    );
  }
  return <Scalar value={value} isChanged={changed.has(pointer)} />;
}

function Items({
  items,
  changed,
  pointer,
}: {
  items: readonly JsonValue[];
  changed: ReadonlySet<string>;
  pointer: string;
}) {
  const scalars = items.every((item) => typeof item !== 'object' || item === null);
  if (scalars) return <Scalar value={items.map(String).join(', ')} isChanged={changed.has(pointer)} />;
  return (
    <ol className="content-items">
      {items.map((item, index) => (
        // the place in the list is what a pointer names
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a canonical document have no other identity
        <li key={index} className={changed.has(`${pointer}/${index}`) ? 'changed' : ''}>
          <ContentTree value={item} changed={changed} pointer={`${pointer}/${index}`} />
        </li>
      ))}
    </ol>
  );
}

function Scalar({ value, isChanged }: { value: string | number | boolean | null; isChanged: boolean }) {
  const { t } = useTranslation();
  if (!isChanged) return <span>{String(value)}</span>;
  return (
    <mark>
      {String(value)} <span className="visually-hidden">{t('document.changed')}</span>
    </mark>
  );
}

/** `grossMassKg` -> `gross mass kg`: names of the schema, read as words. */
function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, (_all, left: string, right: string) => `${left} ${right.toLowerCase()}`);
}
