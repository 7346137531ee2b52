/** The pages that the signer shows. */

import { definitions, details, element } from '../../../page/elements.ts';
import { type StoredKey, storedKeys } from '../key-store.ts';
import type { Statement } from '../statement.ts';
import { locale, t } from '../texts.ts';

/** What the person is asked, beside the statement itself. */
export interface Question {
  readonly statement: Statement;
  /** Who asks. */
  readonly origin: string;
  readonly key: StoredKey | undefined;
  readonly ledgerId: string;
  /** Whether the person has signed for this origin before. */
  readonly known: boolean;
  readonly confirm: string;
  /** Keys to choose from, and what happens when another one is chosen. */
  readonly choice?: { readonly keys: readonly StoredKey[]; readonly onChoose: (keyId: string) => void } | undefined;
  readonly onConfirm: () => void;
  readonly onDecline: () => void;
}

const page = () => document.getElementById('page') ?? document.body;

/** Nobody has asked for anything. */
export function showIdle(): void {
  const keys = storedKeys();
  const list = keys.map(({ keyId, createdAt }) =>
    element('li', {}, element('span', { class: 'mono' }, keyId), ` ${t('signer:made')} ${day(createdAt)}`),
  );
  page().replaceChildren(
    element('h1', {}, t('signer:idle.heading')),
    element('p', {}, t('signer:idle.body')),
    element('h2', {}, t('signer:idle.keys')),
    list.length === 0 ? element('p', {}, t('signer:idle.none')) : element('ul', {}, ...list),
  );
}

/** Asks the person. */
export function showQuestion(question: Question): void {
  const { statement, origin, key, ledgerId } = question;
  const confirm = element('button', { type: 'button', class: 'primary', id: 'confirm' }, question.confirm);
  const decline = element('button', { type: 'button', id: 'decline' }, t('signer:decline'));
  confirm.addEventListener('click', question.onConfirm);
  decline.addEventListener('click', question.onDecline);
  const about = [
    { label: t('signer:asks'), value: origin },
    { label: t('signer:ledger'), value: ledgerId },
    ...(key === undefined ? [] : [{ label: t('signer:key'), value: key.keyId }]),
  ];
  page().replaceChildren(
    element('h1', {}, statement.heading),
    element('p', { class: 'sentence' }, statement.sentence),
    ...statement.warnings.map((text) => element('p', { class: 'warning' }, text)),
    definitions(statement.lines),
    ...statement.notes.map((text) => element('p', { class: 'note' }, text)),
    ...documentSections(statement),
    ...choiceOf(question),
    element('div', { class: 'about' }, definitions(about)),
    ...(statement.raw.length === 0 ? [] : [rawFields(statement)]),
    ...(question.known ? [] : [stranger(origin, confirm)]),
    element('div', { class: 'buttons' }, confirm, decline),
  );
  confirm.focus();
}

/** While the authenticator asks. */
export function showWaiting(): void {
  for (const button of document.querySelectorAll('button')) button.disabled = true;
  document.querySelector('.buttons')?.append(element('p', { role: 'status' }, t('signer:waiting')));
}

/** Why nothing was signed. */
export function showRefusal(text: string): void {
  page().replaceChildren(
    element('h1', {}, t('signer:refused')),
    element('p', { class: 'warning', role: 'alert' }, text),
    element('p', {}, t('signer:closeHint')),
  );
}

function documentSections({ documents }: Statement): HTMLElement[] {
  return documents.map(({ title, lines, simulated, whole }) =>
    element(
      'section',
      {},
      element(
        'h2',
        {},
        documents.length > 1 ? `${t('signer:action.document')}: ${title}` : t('signer:action.document'),
      ),
      ...(simulated ? [element('p', { class: 'note' }, t('signer:warn.simulated'))] : []),
      definitions(lines),
      element('p', { class: 'note' }, t('signer:action.recomputed')),
      details(t('signer:action.whole'), element('pre', { tabindex: '0' }, whole)),
    ),
  );
}

function rawFields({ raw, digest }: Statement): HTMLElement {
  return details(t('signer:action.raw'), definitions([...raw, { label: t('signer:action.digest'), value: digest }]));
}

function choiceOf({ choice, key }: Question): HTMLElement[] {
  if (choice === undefined || choice.keys.length < 2) return [];
  const options = choice.keys.map(({ keyId, createdAt }) => {
    const radio = element('input', { type: 'radio', name: 'key', value: keyId });
    radio.checked = keyId === key?.keyId;
    radio.addEventListener('change', () => choice.onChoose(keyId));
    const label = `${keyId.slice(0, 10)}…${keyId.slice(-8)} (${t('signer:made')} ${day(createdAt)})`;
    return element('label', {}, radio, ` ${label}`);
  });
  return [element('fieldset', {}, element('legend', {}, t('signer:session.choose')), ...options)];
}

/** A console that the person has never signed for: a tick before the button works. */
function stranger(origin: string, confirm: HTMLButtonElement): HTMLElement {
  const box = element('input', { type: 'checkbox', id: 'known' });
  confirm.disabled = true;
  box.addEventListener('change', () => {
    confirm.disabled = !box.checked;
  });
  return element(
    'div',
    { class: 'warning' },
    element('p', {}, t('signer:warn.console', { origin })),
    element('label', {}, box, ` ${t('signer:warn.consoleKnown')}`),
  );
}

function day(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(instant));
}
