/** Files that are kept as they came: what they are by their bytes, and whether they are whole. */
import { expect } from 'chai';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { CodedError } from '../../../../protocol/coded-error.ts';
import type { Attachment } from '../../../../protocol/documents/attachment.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { codeOf } from '../../../protocol/support/errors.ts';

const latin1 = (text: string) => new Uint8Array([...text].map((each) => each.charCodeAt(0)));
const u32 = (value: number) =>
  latin1(String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255));
const join = (...parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

const PDF = latin1('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nstartxref\n9\n%%EOF\n');
const chunk = (type: string, data: Uint8Array) => join(u32(data.length), latin1(type), data, u32(0));
const PNG = join(
  latin1('\x89PNG\r\n\x1a\n'),
  chunk('IHDR', join(u32(640), u32(480), latin1('\x08\x02\0\0\0'))),
  chunk('IDAT', new Uint8Array(20)),
  chunk('IEND', new Uint8Array(0)),
);
const JPEG = latin1(
  '\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\x01\xe0\x02\x80\x01\x01\x11\0\xff\xda\0\x02data\xff\xd9',
);
const GIF = latin1('GIF89a\x80\x02\xe0\x01\0\0\0,data;');
const WEBP = latin1('RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0abcd');

/** A TIFF of some pages, each with one strip. */
function tiff(pages: number, { missing = 0 } = {}): Uint8Array {
  const size = 8 + pages * (2 + 4 * 12 + 4) + 10;
  const view = new DataView(new ArrayBuffer(size));
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  const entry = (at: number, tag: number, value: number) => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  };
  for (let page = 0; page < pages; page += 1) {
    const at = 8 + page * 54;
    view.setUint16(at, 4, true);
    const values = [640, 480, size - 10, 10 + missing];
    for (const [index, tag] of [256, 257, 273, 279].entries()) entry(at + 2 + index * 12, tag, values[index] ?? 0);
    view.setUint32(at + 50, page + 1 < pages ? at + 54 : 0, true);
  }
  return new Uint8Array(view.buffer);
}

interface Seen {
  readonly content: Attachment['content'];
  readonly rules: readonly string[];
}
function attached(bytes: Uint8Array, fileName?: string): Seen {
  const { items } = readFile({ bytes, fileName, documentType: 380 });
  const { document, findings } = items[0];
  return { content: (document as Attachment).content, rules: findings.map(({ ruleId }) => ruleId) };
}
const refusal = (bytes: Uint8Array, fileName?: string, documentType?: number) =>
  codeOf(() => readFile({ bytes, fileName, documentType }));

describe('attachments', () => {
  const picture = { widthPx: 640, heightPx: 480 };
  const whole: [string, Uint8Array, Attachment['content']][] = [
    ['PDF', PDF, { format: 'PDF', version: '1.7' }],
    ['PNG', PNG, { format: 'PNG', ...picture }],
    ['JPEG', JPEG, { format: 'JPEG', ...picture }],
    ['GIF', GIF, { format: 'GIF', ...picture }],
    ['WebP', WEBP, { format: 'WEBP', ...picture }],
    ['TIFF of three pages', tiff(3), { format: 'TIFF', ...picture, pages: 3 }],
  ];
  for (const [what, bytes, content] of whole) {
    it(`are told to be a ${what} by their bytes, whole, with what their header says`, () => {
      expect(attached(bytes)).to.deep.equal({ content, rules: [] });
    });

    it(`that are a ${what} cut short are kept, and reported`, () => {
      const cut = what.startsWith('TIFF') ? tiff(3, { missing: 1 }) : bytes.subarray(0, bytes.length - 7);
      expect(attached(cut).rules).to.deep.equal(['ATTACHMENT_TRUNCATED']);
    });

    it(`that are a ${what} under another name are refused as what they are not`, () => {
      expect(refusal(bytes, 'invoice.json', 380)).to.equal('FORMAT_MISMATCH');
      expect(refusal(bytes, what === 'PDF' ? 'scan.png' : 'scan.pdf', 380)).to.equal('FORMAT_MISMATCH');
    });

    it(`that are a ${what} need the type of document that they are`, () => {
      expect(refusal(bytes)).to.equal('ATTACHMENT_TYPE_MISSING');
    });
  }

  it('name what is in them, and carry the digest of their bytes', () => {
    const { document, source } = readFile({ bytes: PDF, fileName: 'invoice 7.pdf', documentType: 380 }).items[0];
    expect(document).to.deep.include({ schema: 'corridor/attachment/1', documentType: 380, title: 'invoice 7.pdf' });
    expect(source).to.include({ format: 'PDF', mapping: 'attachment/file', mediaType: 'application/pdf' });
    expect(source.sha256).to.match(/^[0-9a-f]{64}$/);
  });

  const ole = join(latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), new Uint8Array(600));
  const encrypted = join(ole, latin1([...'EncryptedPackage'].join('\0')));
  const doubtful: [string, Uint8Array, string[]][] = [
    [
      'a PDF with a program',
      latin1('%PDF-1.4\n<< /OpenAction << /JS (x) >> >>\nstartxref\n%%EOF'),
      ['ATTACHMENT_ACTIVE'],
    ],
    ['an encrypted PDF', latin1('%PDF-1.4\n<< /Encrypt 5 0 R >>\nstartxref\n%%EOF'), ['ATTACHMENT_ENCRYPTED']],
    ['a PDF whose words only begin like that', latin1('%PDF-1.4\n/JSON /Encryption\nstartxref\n%%EOF'), []],
    ['an old office file', ole, ['ATTACHMENT_ACTIVE']],
    ['an encrypted office file', encrypted, ['ATTACHMENT_ENCRYPTED']],
    ['an archive', zipSync({ a: strToU8('b') }), ['ATTACHMENT_NOT_READ']],
    ['an archive with a program', zipSync({ 'a.exe': strToU8('b') }), ['ATTACHMENT_NOT_READ', 'ATTACHMENT_ACTIVE']],
    ['half an archive', latin1('PK\x03\x04abc'), ['ATTACHMENT_NOT_READ', 'ATTACHMENT_TRUNCATED']],
    ['plain text', latin1('packing list of 24 November'), ['ATTACHMENT_NOT_READ']],
    ['XML that is not read', latin1('<?xml version="1.0"?><note/>'), ['ATTACHMENT_NOT_READ']],
  ];
  for (const [what, bytes, rules] of doubtful) {
    it(`keep ${what}: ${rules.join(', ') || 'nothing to say'}`, () =>
      expect(attached(bytes).rules).to.deep.equal(rules));
  }

  const run: [string, string][] = [
    ['<!DOCTYPE html><p>', 'XML_DOCTYPE'],
    ['<html><script>1</script>', 'XML_MALFORMED'],
    ['<?xml version="1.0"?><svg onload="x"/>', 'ATTACHMENT_UNSAFE'],
    ['see <script>1</script>', 'ATTACHMENT_UNSAFE'],
  ];
  for (const [text, code] of run) {
    it(`refuse what browsers run: ${text}`, () => expect(refusal(latin1(text), undefined, 380)).to.equal(code));
  }

  it('are no programs of systems either: bytes of no known kind are refused', () => {
    expect(refusal(latin1('MZ\x90\0\x03'), undefined, 380)).to.equal('FORMAT_UNKNOWN');
    expect(refusal(latin1('\x7fELF\x02\x01'), undefined, 380)).to.equal('FORMAT_UNKNOWN');
  });

  it('may be anything behind a known beginning: they are answered or refused by a code', () => {
    const heads = whole.map(([, bytes]) => bytes);
    const tail = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.nat({ max: 60 }), tail, (head, keep, rest) => {
        try {
          readFile({ bytes: join(head.subarray(0, keep), rest), documentType: 380 });
        } catch (error) {
          expect(error).to.be.instanceOf(CodedError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
