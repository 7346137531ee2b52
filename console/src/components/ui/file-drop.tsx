import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

interface FileDropProps {
  readonly label: string;
  readonly onFile: (file: File) => void;
}

/** Takes one file: dropped, pasted or chosen. */
export function FileDrop({ label, onFile }: FileDropProps) {
  const { t } = useTranslation();
  return (
    <DropZone
      className="drop-zone"
      onDrop={(event) => {
        const [item] = event.items.filter(isFileDropItem);
        if (item !== undefined) void item.getFile().then(onFile);
      }}
    >
      <Text slot="label">{label}</Text>
      <FileTrigger
        onSelect={(files) => {
          const file = files?.[0];
          if (file !== undefined) onFile(file);
        }}
      >
        <Button data-shortcut="o">{t('file.choose')}</Button>
      </FileTrigger>
    </DropZone>
  );
}
