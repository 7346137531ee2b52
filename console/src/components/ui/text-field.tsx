import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
  readonly type?: 'text' | 'url' | 'datetime-local';
  readonly rows?: number;
}

/** A line of text, or several. */
export function TextField({ label, description, error, type = 'text', rows, ...field }: TextFieldProps) {
  return (
    <AriaTextField {...field} className="field" isInvalid={error !== undefined}>
      <Label>{label}</Label>
      {rows === undefined ? <Input className="input" type={type} /> : <TextArea className="input" rows={rows} />}
      {description === undefined ? null : (
        <Text slot="description" className="hint">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
