import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';

export interface Option {
  readonly id: string;
  readonly label: string;
}

interface SelectProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  /** Label for screen readers only. */
  readonly quietLabel?: boolean;
}

/** One of some options. */
export function Select({ label, options, value, onChange, isDisabled, placeholder, quietLabel = false }: SelectProps) {
  return (
    <AriaSelect
      className="field"
      selectedKey={value}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={isDisabled ?? false}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(quietLabel ? { 'aria-label': label } : {})}
    >
      {quietLabel ? null : <Label>{label}</Label>}
      <Button className="button select">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="listbox" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} className="option" textValue={option.label}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
