import { expect } from 'chai';
import fc from 'fast-check';
import { readFile } from '../../../../server/formats/read-file.ts';
import { decodeXml } from '../../../../server/formats/xml/decode-xml.ts';
import { parseXml } from '../../../../server/formats/xml/parse-xml.ts';
import { valuesOf } from '../../../../server/formats/xml/tree.ts';
import { codeOf } from '../../../protocol/support/errors.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** UTF-16 with byte order mark. */
function utf16(text: string, order: 'LE' | 'BE'): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))].forEach((unit, at) => {
    view.setUint16(at * 2, unit, order === 'LE');
  });
  return new Uint8Array(view.buffer);
}

const refusalOf = (text: string) => codeOf(() => parseXml(text));
const placesIn = (text: string) => [...valuesOf(parseXml(text))].map((node) => [node.position(), node.value]);

describe('XML reader', () => {
  describe('places', () => {
    it('names the path, line and column of every value, attributes included', () => {
      expect(placesIn('<a>\n  <b c="1">x</b>\n  <b>y</b><d\n>z</d></a>')).to.deep.equal([
        [{ path: '/a/b[1]/@c', line: 2, column: 3 }, '1'],
        [{ path: '/a/b[1]', line: 2, column: 3 }, 'x'],
        [{ path: '/a/b[2]', line: 3, column: 3 }, 'y'],
        [{ path: '/a/d', line: 3, column: 11 }, 'z'],
      ]);
    });

    it('counts lines whichever way they end', () => {
      for (const end of ['\n', '\r\n', '\r']) {
        expect(placesIn(`<a>${end}${end}<b>x</b></a>`)[0]?.[0]).to.deep.include({ line: 3, column: 1 });
      }
    });

    it('takes names without prefix, and namespace declarations for no values', () => {
      const root = parseXml('<p:a xmlns:p="urn:x" xmlns="urn:y"><b p:c="1"/></p:a>');
      expect([root.name, root.namespace, root.children[0]?.namespace]).to.deep.equal(['a', 'urn:x', 'urn:y']);
      expect([...valuesOf(root)].map((node) => node.value)).to.deep.equal(['1']);
    });

    it('takes character data, references and text around children together', () => {
      expect(parseXml('<a> one <b/><![CDATA[<two>]]> &amp; &#x74;&#104;ree </a>').value).to.equal('one <two> & three');
    });

    it('is not led astray by names of object members', () => {
      const root = parseXml('<__proto__ __proto__="1" constructor="2"><toString>x</toString></__proto__>');
      expect([...valuesOf(root)].map((node) => node.position().path)).to.deep.equal([
        '/__proto__/@__proto__',
        '/__proto__/@constructor',
        '/__proto__/toString',
      ]);
    });
  });

  describe('encodings', () => {
    it('reads UTF-8 with and without mark, UTF-16 in both orders, Latin-1 and windows-1252 as declared', () => {
      const text = '<?xml version="1.0"?><a>é€</a>';
      const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?><a>\xe9\x80</a>`;
      expect(parseXml(decodeXml(utf8(text))).value).to.equal('é€');
      expect(parseXml(decodeXml(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)]))).value).to.equal('é€');
      expect(parseXml(decodeXml(utf16(text, 'LE'))).value).to.equal('é€');
      expect(parseXml(decodeXml(utf16(text, 'BE'))).value).to.equal('é€');
      expect(parseXml(decodeXml(latin1(declared('windows-1252')))).value).to.equal('é€');
      expect(parseXml(decodeXml(latin1(declared('ISO-8859-1')))).value).to.equal('é\x80');
    });

    it('refuses what does not fit the declaration or the mark, and says in which line', () => {
      const refused: [string, Uint8Array][] = [
        ['Latin-1 bytes as UTF-8', latin1('<a>\n\xe9</a>')],
        ['unknown encoding', utf8('<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>')],
        ['mark of UTF-8, declared Latin-1', latin1('\xef\xbb\xbf<?xml version="1.0" encoding="iso-8859-1"?><a/>')],
        ['mark of UTF-16, declared UTF-8', utf16('<?xml version="1.0" encoding="utf-8"?><a/>', 'LE')],
        ['declared UTF-16 without mark', utf8('<?xml version="1.0" encoding="utf-16"?><a/>')],
        ['lone surrogate', utf16('<a>\ud800</a>', 'LE')],
        ['half a character', utf16('<a/>', 'BE').subarray(0, 9)],
      ];
      for (const [name, bytes] of refused)
        expect(
          codeOf(() => decodeXml(bytes)),
          name,
        ).to.equal('XML_ENCODING');
      try {
        decodeXml(latin1('<a>\n\xe9</a>'));
      } catch (error) {
        expect(error).to.have.nested.property('params.line', 2);
      }
    });
  });

  describe('abuse', () => {
    const lol = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`).join('');
    const bombs: Record<string, [string, string]> = {
      'billion laughs': [`<!DOCTYPE a [<!ENTITY l0 "lol">${lol}]><a>&l9;</a>`, 'XML_DOCTYPE'],
      'quadratic blowup': [
        `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100_000)}">]><a>${'&x;'.repeat(100_000)}</a>`,
        'XML_DOCTYPE',
      ],
      'external entity': ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'XML_DOCTYPE'],
      'external subset': ['<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', 'XML_DOCTYPE'],
      'type declaration after a comment': ['<?xml version="1.0"?>\n<!-- c -->\n<!DOCTYPE a><a/>', 'XML_DOCTYPE'],
      'huge type declaration': [`<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(500_000)}]><a/>`, 'XML_DOCTYPE'],
      'entity without declaration': ['<a>&x;</a>', 'XML_MALFORMED'],
      'a million levels': ['<a>'.repeat(1_000_000), 'XML_TOO_DEEP'],
      'huge attribute': [`<a b="${'x'.repeat(9_000_000)}"/>`, 'XML_TOO_LARGE'],
      'huge text': [`<a>${'x'.repeat(9_000_000)}</a>`, 'XML_TOO_LARGE'],
      'huge name': [`<${'x'.repeat(9_000_000)}/>`, 'XML_TOO_LARGE'],
      'endless comment': [`<a><!--${'x'.repeat(9_000_000)}`, 'XML_TOO_LARGE'],
      'two million references': [`<a>${'&amp;'.repeat(1_800_000)}</a>`, 'XML_TOO_LARGE'],
      'text in small pieces': [`<a>${'<b/>x'.repeat(30_000)}</a>`, 'XML_TOO_LARGE'],
      'many attributes': [`<a ${Array.from({ length: 100_000 }, (_, n) => `b${n}="1"`).join(' ')}/>`, 'XML_TOO_LARGE'],
      'many elements': [`<a>${'<b/>'.repeat(300_000)}</a>`, 'XML_TOO_LARGE'],
      'attribute twice': ['<a b="1" b="2"/>', 'XML_MALFORMED'],
      'prefix without namespace': ['<p:a/>', 'XML_MALFORMED'],
      'surrogate by reference': ['<a>&#xD800;</a>', 'XML_MALFORMED'],
      'null by reference': ['<a>&#0;</a>', 'XML_MALFORMED'],
      'lone surrogate': ['<a>\ud800x</a>', 'XML_MALFORMED'],
      'version 1.1': ['<?xml version="1.1"?><a>&#1;</a>', 'XML_MALFORMED'],
      'two roots': ['<a/><b/>', 'XML_MALFORMED'],
      'no root': ['<?xml version="1.0"?>', 'XML_MALFORMED'],
      'text after the root': ['<a/>x', 'XML_MALFORMED'],
      nothing: ['', 'XML_MALFORMED'],
    };
    for (const [name, [text, code]] of Object.entries(bombs)) {
      it(`refuses ${name}`, () => {
        expect(refusalOf(text)).to.equal(code);
      });
    }

    it('names line and column of what it refuses', () => {
      try {
        parseXml('<?xml version="1.0"?>\n<!-- c -->\n <!DOCTYPE a><a/>');
        expect.fail('nothing was refused');
      } catch (error) {
        expect(error).to.have.property('params').that.deep.equals({ line: 3, column: 2 });
      }
    });

    it('refuses every truncation of a file as not well-formed', () => {
      const text = '<?xml version="1.0"?><a b="c"><d>e</d><!-- f --><![CDATA[g]]></a>';
      fc.assert(
        fc.property(fc.nat(text.length - 1), (length) => {
          expect(refusalOf(text.slice(0, length))).to.equal('XML_MALFORMED');
        }),
      );
    });
  });

  it('refuses XML of a kind that is not mapped, naming its root', () => {
    expect(codeOf(() => readFile({ bytes: utf8('<invoice xmlns="urn:other"><id>1</id></invoice>') }))).to.equal(
      'XML_UNSUPPORTED',
    );
    expect(codeOf(() => readFile({ bytes: utf16('<invoice/>', 'LE') }))).to.equal('XML_UNSUPPORTED');
  });

  it('reads any number of comments between elements, but no endless one', () => {
    const comments = `<!-- ${'x'.repeat(1_000)} -->\n`.repeat(1_000);
    expect(parseXml(`${comments}<a>${comments}<b>1</b>${comments}</a>${comments}`).children[0]?.value).to.equal('1');
    expect(codeOf(() => parseXml(`<a><!--${'x'.repeat(1_000_000)}--></a>`))).to.equal('XML_TOO_LARGE');
  });

  it('refuses a document type declaration behind any amount of white space and comments', () => {
    const before = `<?xml version="1.0"?>${' '.repeat(200_000)}<!-- x -->${'\n'.repeat(200_000)}`;
    expect(codeOf(() => parseXml(`${before}<!DOCTYPE a><a/>`))).to.equal('XML_DOCTYPE');
  });
});
