/** What is pinned, by whom, and the keys that came with the page, which nobody trusts yet. */
import type { Trust } from '../../../../protocol/dossier/trust.ts';
import { definitions, element } from '../../../page/elements.ts';
import type { Model } from '../model.ts';
import { catalogue, fill } from '../texts.ts';
import { card, fileInput } from './tables.ts';

export interface TrustActions {
  readonly onPin: (text: string) => void;
  readonly onUseSuggested: () => void;
  readonly onMaxAge: (hours: number | undefined) => void;
}

export function trustCard(model: Model, actions: TrustActions): HTMLElement {
  const { trust: texts } = catalogue().texts;
  const pinned = model.trust?.origin === 'PINNED' ? model.trust.keys : undefined;
  const area = element('textarea', { id: 'trust', spellcheck: 'false', autocomplete: 'off' });
  const use = element('button', { type: 'button', class: 'primary', id: 'pin' }, texts.use);
  use.addEventListener('click', () => actions.onPin(area.value));
  const choose = fileInput('trust-file', texts.choose, (file) => void file.text().then(actions.onPin));
  return card(
    texts.heading,
    ...(pinned === undefined
      ? [element('p', {}, texts.none)]
      : [element('p', { class: 'good', id: 'pinned' }, texts.pinned), keysOf(pinned)]),
    element('label', { for: 'trust' }, texts.paste),
    area,
    element('div', { class: 'row' }, use, choose),
    ...(model.trustInvalid ? [element('p', { class: 'bad', role: 'alert', id: 'trust-invalid' }, texts.invalid)] : []),
    maxAge(model, actions),
    ...(pinned === undefined && model.suggested !== undefined ? suggestion(model.suggested, actions) : []),
  );
}

function suggestion(keys: Trust, { onUseSuggested }: TrustActions): HTMLElement[] {
  const { trust: texts } = catalogue().texts;
  const use = element('button', { type: 'button', id: 'use-suggested' }, texts.cameUse);
  use.addEventListener('click', onUseSuggested);
  return [
    element('h2', { class: 'unsure', id: 'suggested' }, texts.came),
    element('p', {}, texts.cameWhy),
    keysOf(keys),
    element('div', { class: 'row' }, use),
  ];
}

function keysOf({ ledger, councils, gateways, requiredSigners }: Trust): HTMLElement {
  const { trust: texts } = catalogue().texts;
  const { chainId, verifyingContract, ledgerId } = ledger;
  return element(
    'div',
    {},
    definitions([
      { label: texts.ledger, value: `${ledgerId}, ${verifyingContract} @ ${chainId}` },
      ...councils.map(({ jurisdiction, threshold, members }) => ({
        label: fill(texts.council, { code: jurisdiction, threshold }),
        value: members.join(' '),
      })),
      ...gateways.map((value) => ({ label: texts.gateway, value })),
    ]),
    element('p', {}, fill(texts.required, { required: requiredSigners, count: gateways.length })),
  );
}

function maxAge({ maxAgeHours, trust, suggested }: Model, { onMaxAge }: TrustActions): HTMLElement {
  const own = ((trust?.keys ?? suggested)?.freshnessSeconds ?? 0) / 3_600;
  const value = maxAgeHours ?? own;
  const input = element('input', { type: 'number', id: 'max-age', min: '0', step: '1', value: String(value) });
  input.addEventListener('change', () => onMaxAge(input.value === '' ? undefined : Number(input.value)));
  return element('div', { class: 'row' }, element('label', { for: 'max-age' }, catalogue().texts.trust.maxAge), input);
}
