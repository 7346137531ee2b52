import { useTranslation } from 'react-i18next';
import { TABLE_TEMPLATE_LINKS } from '../template-links.ts';

/** For the broker who has no file of the goods: tables to fill in, from the gateway that serves this page. */
export function TemplateLinks() {
  const { t } = useTranslation();
  return (
    <p className="hint">
      {t('file.noFile')}
      {TABLE_TEMPLATE_LINKS.map(({ template, formats }) => (
        <span key={template}>
          {' '}
          {t(`file.template.${template}`)}:{' '}
          {formats.map(({ format, href }, index) => (
            <span key={format}>
              {index === 0 ? null : ', '}
              <a href={href} download>
                {format.toUpperCase()}
              </a>
            </span>
          ))}
          .
        </span>
      ))}
    </p>
  );
}
