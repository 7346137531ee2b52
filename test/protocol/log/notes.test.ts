import { createPrivateKey, sign as nodeSign } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseTreeHead } from '../../../protocol/log/checkpoint.ts';
import { formatNote, mergeNotes, parseNote } from '../../../protocol/log/note.ts';
import {
  checkSignature,
  cosignNote,
  formatSecretKey,
  formatVerifierKey,
  noteKeyId,
  parseSecretKey,
  parseVerifierKey,
  publicKeyOf,
  signNote,
} from '../../../protocol/log/note-key.ts';
import { fromBase64, toBase64 } from '../../../protocol/merkle/base64.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import vectors from '../../vectors/signed-notes.json' with { type: 'json' };
import { codeOf } from '../support/errors.ts';

/** The same seed in node:crypto, as PKCS #8. */
function nodeKey(seed: Uint8Array) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

describe('Signed notes', () => {
  it('are those of the Go implementation, byte for byte', () => {
    const { secretKey, verifierKey, note } = vectors.goNote;
    const secret = parseSecretKey(secretKey);
    expect(formatSecretKey(secret)).to.equal(secretKey);
    const key = { name: secret.name, type: 'NOTE', publicKey: publicKeyOf(secret) } as const;
    expect(formatVerifierKey(key)).to.equal(verifierKey);
    const { text } = parseNote(note);
    expect(formatNote({ text, signatures: [signNote(text, secret)] })).to.equal(note);
  });

  it('verify for the example of the specification, and for nothing near it', () => {
    const { verifierKey, note } = vectors.c2spNote;
    const { text, signatures } = parseNote(note);
    const [line] = signatures;
    const key = parseVerifierKey(verifierKey);
    expect(checkSignature(text, line!, key)).to.deep.equal({ outcome: 'VALID' });
    expect(checkSignature(`${text}x`, line!, key)).to.deep.equal({ outcome: 'BAD_SIGNATURE' });
    expect(checkSignature(text, { ...line!, bytes: line!.bytes.slice(1) }, key).outcome).to.equal('BAD_SIGNATURE');
    expect(checkSignature(text, line!, { ...key, name: 'example.com/bar' }).outcome).to.equal('OTHER_KEY');
    expect(checkSignature(text, line!, { ...key, type: 'COSIGNATURE' }).outcome).to.equal('OTHER_KEY');
  });

  it('carry the cosignatures of the public witness network', () => {
    const { note, cosignerKeys, time } = vectors.cosignedCheckpoint;
    const { text, signatures } = parseNote(note);
    expect(parseTreeHead(text).size).to.equal(1_432_088_532);
    for (const verifierKey of cosignerKeys) {
      const key = parseVerifierKey(verifierKey);
      expect(formatVerifierKey(key)).to.equal(verifierKey);
      const found = signatures
        .map((line) => checkSignature(text, line, key))
        .filter(({ outcome }) => outcome === 'VALID');
      expect(found, key.name).to.deep.equal([{ outcome: 'VALID', time }]);
      const bad = signatures.map((line) => checkSignature(text.replace('14', '15'), line, key).outcome);
      expect(bad).to.include('BAD_SIGNATURE').and.not.include('VALID');
    }
  });

  it('have the form of the example checkpoint', () => {
    const { note, origin, size, time } = vectors.c2spCheckpoint;
    const { text, signatures } = parseNote(note);
    expect(parseTreeHead(text)).to.deep.include({ origin, size, extensions: [] });
    expect(Number(Buffer.from(signatures[1]!.bytes).readBigUInt64BE(0))).to.equal(time);
    expect(formatNote({ text, signatures })).to.equal(note);
  });

  it('sign what node:crypto signs', () => {
    const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const time = fc.nat();
    fc.assert(
      fc.property(seeds, time, (seed, at) => {
        const text = 'corridor\n1\n';
        const name = 'gateway.example';
        const plain = nodeSign(null, Buffer.from(text), nodeKey(seed));
        expect(toBareHex(signNote(text, { name, seed }).bytes)).to.equal(plain.toString('hex'));
        const timed = nodeSign(null, Buffer.from(`cosignature/v1\ntime ${at}\n${text}`), nodeKey(seed));
        const line = cosignNote(text, { name, seed }, at);
        expect(toBareHex(line.bytes.subarray(8))).to.equal(timed.toString('hex'));
        const key = { name, type: 'COSIGNATURE', publicKey: publicKeyOf({ name, seed }) } as const;
        expect(line.keyId).to.equal(noteKeyId(key));
        expect(checkSignature(text, line, key)).to.deep.equal({ outcome: 'VALID', time: at });
      }),
      { numRuns: 25 },
    );
  });

  it('are refused in any other form', () => {
    const { note } = vectors.goNote;
    const broken = [
      '',
      '\n',
      note.slice(0, -1),
      note.replace('— ', '- '),
      note.replace('\n\n', '\n'),
      note.replace('you', 'y\tou'),
      note.replace('nAM=', 'nAN='),
      note.replace('PeterNeumann ', 'Peter+Neumann '),
      `${note}\n`,
      `${note}— x AAAA\n`,
      note + `— x ${toBase64(new Uint8Array(9))}\n`.repeat(64),
      'x'.repeat(70_000),
      note.replace('you', '\ud800'),
    ];
    for (const text of broken)
      expect(
        codeOf(() => parseNote(text)),
        JSON.stringify(text.slice(0, 80)),
      ).to.equal('NOTE_INVALID');
  });

  it('are put together only when they say the same', () => {
    const secret = parseSecretKey(vectors.goNote.secretKey);
    const one = parseNote(vectors.goNote.note);
    const other = { text: one.text, signatures: [cosignNote(one.text, secret, 7)] };
    expect(mergeNotes(one, other).signatures).to.have.length(2);
    expect(mergeNotes(mergeNotes(one, other), other).signatures).to.have.length(2);
    expect(codeOf(() => mergeNotes(one, { ...other, text: 'else\n' }))).to.equal('NOTE_INVALID');
  });
});

describe('Keys of notes', () => {
  it('are refused with another id, type or length, without showing a secret', () => {
    const { verifierKey, secretKey } = vectors.goNote;
    const wrong = [
      '',
      'PeterNeumann',
      verifierKey.replace('c74f20a3', 'c74f20a4'),
      verifierKey.replace('c74f20a3', 'C74F20A3'),
      verifierKey.replace('PeterNeumann', 'Peter Neumann'),
      verifierKey.slice(0, -4),
      verifierKey.replace('+ARpc', '+BRpc'),
    ];
    for (const text of wrong)
      expect(
        codeOf(() => parseVerifierKey(text)),
        text,
      ).to.equal('NOTE_KEY_INVALID');
    for (const text of [verifierKey, secretKey.replace('c74f20a3', 'c74f20a4'), secretKey.slice(0, -4)]) {
      expect(codeOf(() => parseSecretKey(text))).to.equal('NOTE_KEY_INVALID');
    }
  });
});

describe('Base 64', () => {
  it('has one spelling for each byte string', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).to.equal(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).to.deep.equal(bytes);
      }),
    );
    for (const text of ['A', 'AA', 'AA=', 'AB==', 'AAA', 'AA==\n', 'A A=', '====', 'AAA=AAAA', 'AA-_']) {
      expect(fromBase64(text), text).to.equal(undefined);
    }
  });
});
