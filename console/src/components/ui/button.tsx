import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

/** A button. `primary` for what is done most on a page, `danger` for what is hard to undo. */
export function Button({
  look = 'plain',
  className = '',
  ...props
}: Omit<ButtonProps, 'className'> & { look?: 'plain' | 'primary' | 'danger' | 'quiet'; className?: string }) {
  return <AriaButton {...props} className={`button ${look} ${className}`} />;
}
