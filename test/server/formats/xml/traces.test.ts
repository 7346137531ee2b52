import { expect } from 'chai';
import fc from 'fast-check';
import type { ResponseEvent } from '../../../../protocol/documents/customs-response.ts';
import { foldResponses, statesByVersion } from '../../../../protocol/responses/fold.ts';
import { documentOf } from './support.ts';

const eventsOf = (...files: string[]): ResponseEvent[] =>
  files.flatMap((file) => documentOf(`wco-dm-response/${file}.xml`).events);

const IMPORT = eventsOf(
  'TT_IM008b_01_DMSACC',
  'TT_IM008b_02_DMSTAX_1',
  'TT_IM008b_03_DMSRCV',
  'TT_IM008b_04_DMSREQ',
  'TT_IM008b_05_DMSRES',
  'TT_IM008b_06_DMSTAX_2',
  'TT_IM008b_07_DMSTAX_3',
  'TT_IM008b_08_DMSCLE',
);

/** The second file is byte for byte the sixth: its sender named a copy of DMSEOG the second DMSRCV. */
const EXPORT = eventsOf(
  'TT_EX038a_01_DMSRCV_1',
  'TT_EX038a_02_DMSRCV_2',
  'TT_EX038a_03_DMSACC',
  'TT_EX038a_04_DMSRES',
  'TT_EX038a_05_DMSCLE',
  'TT_EX038a_06_DMSEOG',
);

const statesOf = (events: ResponseEvent[], options = {}) =>
  foldResponses(events, options).map(({ event, after }) => [event + 1, after.state]);

describe('traces of real responses', () => {
  it('give the states of an import whose amendment reopens the duties', () => {
    expect(statesOf(IMPORT)).to.deep.equal([
      [1, 'ACCEPTED'],
      [6, 'DUTY_DUE'],
      [3, 'AMENDMENT_REQUESTED'],
      [4, 'AMENDMENT_REQUESTED'],
      [2, 'DUTY_DUE'],
      [5, 'DUTY_DUE'],
      [7, 'DUTY_DUE'],
      [8, 'CLEARED'],
    ]);
    expect(foldResponses(IMPORT).at(-1)?.after).to.deep.equal({
      state: 'CLEARED',
      version: 2,
      controls: [],
      releasedAt: '2021-03-18T11:51:54Z',
      clearedAt: '2021-03-18T11:51:54Z',
    });
    expect([...statesByVersion(IMPORT)]).to.deep.equal([
      [1, 'AMENDMENT_REQUESTED'],
      [2, 'CLEARED'],
    ]);
  });

  it('give the states of a pre-lodged export that is cleared before it leaves', () => {
    expect(statesOf(EXPORT, { preLodged: true })).to.deep.equal([
      [1, 'ACCEPTED_AWAITING_GOODS'],
      [3, 'ACCEPTED'],
      [4, 'ACCEPTED'],
      [5, 'CLEARED'],
      [2, 'EXITED'],
    ]);
    expect(foldResponses(EXPORT, { preLodged: true }).at(-1)?.after).to.deep.include({
      clearedAt: '2023-09-08T11:57:09+01:00',
      exitedAt: '2023-09-08T13:00:30+01:00',
    });
  });

  it('take a repeated receipt of a pre-lodged declaration as one', () => {
    const [first] = EXPORT;
    const again = { ...first, reference: 'again', version: 2, issuedAt: '2023-09-08T11:57:07+01:00' };
    expect(statesOf([first as ResponseEvent, again], { preLodged: true })).to.deep.equal([
      [1, 'ACCEPTED_AWAITING_GOODS'],
      [2, 'ACCEPTED_AWAITING_GOODS'],
    ]);
  });

  it('end the same in whatever order and however often the answers arrive', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...IMPORT, ...IMPORT], { minLength: 16 }), (events) => {
        const last = foldResponses(events).at(-1)?.after;
        expect(last?.version).to.equal(2);
        expect(last?.clearedAt).to.equal('2021-03-18T11:51:54Z');
      }),
    );
  });

  it('keep controls open until the goods are released', () => {
    const steps = foldResponses([
      { functionCode: '01' },
      { functionCode: '05' },
      { functionCode: '06' },
      { functionCode: '08', issuedAt: '2026-01-01T00:00:00Z' },
      { functionCode: '13' },
    ]);
    expect(steps.map(({ after }) => [after.state, after.controls.length])).to.deep.equal([
      ['ACCEPTED', 0],
      ['ACCEPTED', 1],
      ['ACCEPTED', 2],
      ['RELEASED', 0],
      ['RELEASED', 0],
    ]);
  });

  it('say what each function of the catalogue stands for', () => {
    const files = ['01_DMSACC', '02_DMSRCV', '03_DMSREJ', '05_DMSCTL', '06_DMSDOC', '08_DMSROG', '09_DMSCLE'];
    const more = ['10_DMSINV', '11_DMSREQ', '13_DMSTAX', '14_DMSCPI', '15_DMSCPR', '16_DMSEOG', '17_DMSGER'];
    const states = [...files, ...more].map((file) => eventsOf(`catalogue_${file}`)[0]?.state);
    expect(states).to.deep.equal([
      ...['ACCEPTED', 'RECEIVED', 'REJECTED', 'SELECTED_FOR_INSPECTION', 'DOCUMENTS_REQUIRED', 'RELEASED', 'CLEARED'],
      ...['INVALIDATED', 'AMENDMENT_REQUESTED', 'DUTY_DUE', 'DUTY_DUE', 'DUTY_DUE', 'EXITED', undefined],
    ]);
  });
});
