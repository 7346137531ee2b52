import { expect } from 'chai';
import fc from 'fast-check';
import type { BillOfLading } from '../../../../protocol/documents/bill-of-lading.ts';
import type { CertificateOfOrigin } from '../../../../protocol/documents/certificate-of-origin.ts';
import type { Credential } from '../../../../protocol/documents/credential.ts';
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import type { Invoice } from '../../../../protocol/documents/invoice.ts';
import type { PackingList } from '../../../../protocol/documents/packing-list.ts';
import { readJson } from '../../../../server/formats/json/read-json.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { danglingSources, lostValues } from './support/conservation.ts';
import { answers, reshaped, spoiled } from './support/mutation.ts';

const OA = 'tradetrust-oa';
const VC = 'w3c-traceability-vc';

const SCHEMAS: Readonly<Record<string, string>> = {
  [`${OA}/oa_bill-of-lading-operative.json`]: 'bill-of-lading',
  [`${OA}/oa_certificate-of-origin-default.json`]: 'certificate-of-origin',
  [`${OA}/oa_certificate-of-origin-revoked.json`]: 'certificate-of-origin',
  [`${OA}/oa_invoice-default.json`]: 'invoice',
  [`${OA}/oa_invoice-redacted.json`]: 'invoice',
  [`${OA}/oalib_v2_not-obfuscated-wrapped.json`]: 'credential',
  [`${OA}/oalib_v3_did-wrapped.json`]: 'credential',
  [`${OA}/ttweb_sample-data-file-invoice.json`]: 'invoice',
  [`${OA}/ttweb_v3_invoice.json`]: 'invoice',
  [`${OA}/w3c_bill-of-lading-operative.json`]: 'bill-of-lading',
  [`${OA}/w3c_certificate-of-origin-default.json`]: 'certificate-of-origin',
  [`${VC}/BillOfLadingCredential.json`]: 'bill-of-lading',
  [`${VC}/CBP3461EntryCredential.json`]: 'credential',
  [`${VC}/CommercialInvoiceCredential.json`]: 'invoice',
  [`${VC}/IntentToImportCredential.json`]: 'credential',
  [`${VC}/MultiModalBillOfLadingCredential.json`]: 'bill-of-lading',
  [`${VC}/PackingListCredential.json`]: 'packing-list',
};

const rawOf = (name: string) => JSON.parse(new TextDecoder().decode(sampleBytes(name)));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function read<T>(bytes: Uint8Array) {
  const [item] = readFile({ bytes }).items;
  return { ...item, document: item.document as unknown as T & { readonly integrity: Integrity } };
}

const outcomesOf = (bytes: Uint8Array) =>
  read(bytes).document.integrity.statements.map(({ check, outcome }) => `${check} ${outcome}`);

/** Errors with their places in the file. */
const errorsOf = (bytes: Uint8Array) =>
  read(bytes)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ ruleId, source }) => `${ruleId} ${source !== undefined && 'path' in source ? source.path : ''}`);

/** OpenAttestation 2 without salts and types, as its content is read. */
const unsalted = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'string' ? each.replace(/^[0-9a-f-]{36}:(?:string|number):/, '') : each,
  );

describe('credentials', () => {
  for (const [sample, schema] of Object.entries(SCHEMAS)) {
    describe(sample, () => {
      it(`is read as ${schema} and loses no value`, () => {
        const [item] = readJson({ bytes: sampleBytes(sample) }).items;
        if (item === undefined) throw new Error('no item');
        expect(read(sampleBytes(sample)).schema).to.equal(`corridor/${schema}/1`);
        const implied = ['TO ORDER', 'HS', 'kg', 'lbs', 'cbm', 'USD'];
        const lost = lostValues(unsalted(rawOf(sample)), item, implied).filter((each) => !each.includes('8516.71'));
        expect(lost).to.deep.equal([]);
        expect(danglingSources(item)).to.deep.equal([]);
      });

      it('finds the container check digits that an independent reader found', () => {
        const listed = Object.entries((FACTS[sample]?.containers ?? {}) as Record<string, string>);
        const found = read(sampleBytes(sample)).findings.filter(({ ruleId }) => ruleId === 'CONTAINER_CHECK_DIGIT');
        expect(found.map(({ message }) => message)).to.deep.equal(
          listed.filter(([, state]) => state !== 'ok').map(([number]) => number),
        );
      });

      it('gives an answer whatever becomes of the bytes and of the structure', () => {
        const bytes = sampleBytes(sample);
        const runs = { numRuns: 40 };
        fc.assert(
          fc.property(spoiled(bytes), (each) => answers(() => readFile({ bytes: each }))),
          runs,
        );
        fc.assert(
          fc.property(reshaped(rawOf(sample)), (each) => answers(() => readFile({ bytes: bytesOf(each) }))),
          runs,
        );
      });
    });
  }

  describe('of OpenAttestation 2', () => {
    const INVOICE = `${OA}/oa_invoice-default.json`;

    it('are checked down to the merkle root and the signature of a did:ethr', () => {
      expect(outcomesOf(sampleBytes(INVOICE))).to.deep.equal([
        'CONTENT VALID',
        'SIGNATURE VALID',
        'ISSUER CANNOT_CHECK',
        'REVOCATION VALID',
      ]);
      expect(errorsOf(sampleBytes(INVOICE))).to.deep.equal([]);
    });

    it('stay valid when values were redacted, and say how many', () => {
      const { document } = read<Invoice>(sampleBytes(`${OA}/oa_invoice-redacted.json`));
      expect(document.integrity).to.include({ redactedValues: 5 });
      expect(document.integrity.statements[0]).to.include({ check: 'CONTENT', outcome: 'VALID' });
      expect(document.buyer?.name).to.equal(undefined);
    });

    it('say of a revocable document that the store was not asked', () => {
      const { document, findings } = read<CertificateOfOrigin>(
        sampleBytes(`${OA}/oa_certificate-of-origin-revoked.json`),
      );
      expect(document.integrity.revocation).to.equal('0x5596c0fC931cfA779B2C4e27D1F54b12DdaeCecd');
      expect(findings.map(({ ruleId }) => ruleId)).to.include.members(['REVOCATION_NOT_CHECKED', 'ISSUER_NOT_CHECKED']);
    });

    it('read the invoice', () => {
      const { document } = read<Invoice>(sampleBytes(INVOICE));
      expect(document).to.deep.include({
        number: 'INV-FAKE-0001',
        issuedOn: '2025-06-18',
        total: '935.00',
        adjustments: [{ kind: 'CHARGE', description: 'tax', amount: '85.00' }],
      });
      expect(document.lines[0]).to.deep.equal({
        description: 'Sample Product A (10kg Packs)',
        quantity: { value: '50' },
        unitPrice: '15.00',
        lineValue: '750.00',
      });
    });

    it('check a merkle proof of several documents', () => {
      const document = rawOf(`${OA}/oalib_v2_not-obfuscated-wrapped.json`);
      document.signature.proof = ['11'.repeat(32)];
      expect(errorsOf(bytesOf(document))).to.deep.equal(['INTEGRITY_BROKEN /signature/merkleRoot']);
    });

    const tampering: [string, (document: ReturnType<typeof rawOf>) => void, string[]][] = [
      [
        'a changed value',
        (d) => {
          d.data.total = d.data.total.replace('935', '936');
        },
        ['/signature/targetHash'],
      ],
      [
        'a changed type',
        (d) => {
          d.data.total = d.data.total.replace('string', 'number');
        },
        ['/signature/targetHash'],
      ],
      [
        'an added value',
        (d) => {
          d.data.note = 'x';
        },
        ['/signature/targetHash'],
      ],
      [
        'a removed value',
        (d) => {
          delete d.data.terms;
        },
        ['/signature/targetHash'],
      ],
      [
        'a target hash of nonsense',
        (d) => {
          d.signature.targetHash = 'x';
        },
        ['/signature/targetHash'],
      ],
      [
        'another merkle root',
        (d) => {
          d.signature.merkleRoot = '22'.repeat(32);
        },
        ['/signature/merkleRoot', '/proof/0/signature'],
      ],
      [
        'another signature',
        (d) => {
          d.proof[0].signature = d.proof[0].signature.replace('0x9f', '0x9e');
        },
        ['/proof/0/signature'],
      ],
      [
        'another signer',
        (d) => {
          d.proof[0].verificationMethod = `did:ethr:0x${'12'.repeat(20)}#controller`;
        },
        ['/proof/0/signature'],
      ],
    ];
    for (const [what, tamper, places] of tampering) {
      it(`find ${what} and name the place`, () => {
        const document = rawOf(INVOICE);
        tamper(document);
        expect(errorsOf(bytesOf(document))).to.deep.equal(places.map((place) => `INTEGRITY_BROKEN ${place}`));
      });
    }

    it('are broken by every change of a value', () => {
      const document = rawOf(INVOICE);
      const leaves = ['id', 'date', 'customerId', 'terms', 'subtotal', 'tax', 'taxTotal', 'total'] as const;
      fc.assert(
        fc.property(fc.constantFrom(...leaves), fc.string({ minLength: 1 }), (leaf, suffix) => {
          const copy = structuredClone(document);
          copy.data[leaf] += suffix;
          expect(errorsOf(bytesOf(copy))).to.deep.equal(['INTEGRITY_BROKEN /signature/targetHash']);
        }),
        { numRuns: 50 },
      );
    });
  });

  describe('of OpenAttestation 3', () => {
    const INVOICE = `${OA}/ttweb_v3_invoice.json`;

    it('are checked by the salts of their proof', () => {
      for (const sample of [INVOICE, `${OA}/oalib_v3_did-wrapped.json`]) {
        expect(outcomesOf(sampleBytes(sample))[0]).to.equal('CONTENT VALID');
        expect(errorsOf(sampleBytes(sample))).to.deep.equal([]);
      }
    });

    const tampering: [string, (document: ReturnType<typeof rawOf>) => void, string, RegExp][] = [
      [
        'a changed value',
        (d) => {
          d.credentialSubject.total = '626';
        },
        '/proof/targetHash',
        /changed/,
      ],
      [
        'an added value',
        (d) => {
          d.credentialSubject.billTo.bank = 'X';
        },
        '/credentialSubject/billTo/bank',
        /billTo\.bank was added/,
      ],
      [
        'a removed value',
        (d) => {
          delete d.credentialSubject.billTo.email;
        },
        '/credentialSubject/billTo',
        /billTo\.email was removed/,
      ],
      [
        'salts of nonsense',
        (d) => {
          d.proof.salts = '%%%';
        },
        '/proof/salts',
        /salts/,
      ],
    ];
    for (const [what, tamper, place, reason] of tampering) {
      it(`find ${what} and name the field`, () => {
        const document = rawOf(INVOICE);
        tamper(document);
        expect(errorsOf(bytesOf(document))).to.deep.equal([`INTEGRITY_BROKEN ${place}`]);
        expect(read(bytesOf(document)).document.integrity.statements[0]?.reason).to.match(reason);
      });
    }
  });

  describe('of W3C', () => {
    it('say that their proof cannot be checked from the file', () => {
      expect(outcomesOf(sampleBytes(`${OA}/w3c_bill-of-lading-operative.json`))).to.deep.equal([
        'CONTENT CANNOT_CHECK',
        'SIGNATURE CANNOT_CHECK',
        'ISSUER CANNOT_CHECK',
        'REVOCATION CANNOT_CHECK',
      ]);
      expect(outcomesOf(sampleBytes(`${VC}/PackingListCredential.json`))[0]).to.equal('CONTENT CANNOT_CHECK');
    });

    it('read a bill of lading of TradeTrust and one of the traceability vocabulary', () => {
      const flat = read<BillOfLading>(sampleBytes(`${OA}/w3c_bill-of-lading-operative.json`)).document;
      expect(flat).to.deep.include({
        number: 'SGCNM21566325',
        issuedOn: '2025-06-05',
        toOrder: true,
        originals: 3,
        carrier: { name: 'Vikram Rao', identifiers: [{ scheme: 'SCAC', value: 'SGPU' }] },
        placeOfLoading: { name: 'Singapore' },
        conveyance: { name: 'MAERSK NATALIA', journeyNumber: '7831W' },
      });
      expect(flat.items[0]).to.deep.equal({
        packages: { count: 100, description: 'Bags' },
        description: 'Organic Cashew Kernels (25kg bags)',
        statedGrossMass: { value: '2.65', unitCode: 'MT' },
      });
      const traced = read<BillOfLading>(sampleBytes(`${VC}/MultiModalBillOfLadingCredential.json`)).document;
      expect(traced.containers.map(({ number }) => number)).to.deep.equal(['APZU4812090', 'APZU5985096']);
      expect(traced.items[0]).to.deep.include({ hsCode: '851671', grossMassKg: '15960', netMassKg: '14600' });
      expect(traced.charges?.[0]).to.deep.include({
        amount: { amount: '4500', currency: 'USD' },
        paymentTerms: 'COLLECT',
      });
    });

    it('turn pounds into kilograms exactly and compare the total', () => {
      const { document, findings } = read<Invoice>(sampleBytes(`${VC}/CommercialInvoiceCredential.json`));
      expect(document).to.include({ currency: 'USD', total: '9600', totalGrossMassKg: '152452.395557' });
      expect(document.lines.map(({ lineValue }) => lineValue)).to.deep.equal(['5200', '4400']);
      expect(findings.map(({ ruleId }) => ruleId)).to.not.include.members(['INVOICE_TOTAL', 'MASS_TOTAL']);
    });

    it('find that the masses of a packing list do not add up', () => {
      const { document, findings } = read<PackingList>(sampleBytes(`${VC}/PackingListCredential.json`));
      expect(document.items.map(({ packages }) => packages?.count)).to.deep.equal([540, 2, 80]);
      const masses = findings.filter(({ ruleId }) => ruleId === 'MASS_TOTAL');
      expect(masses.map(({ message }) => message)).to.deep.equal(['adds up to 4506 kg, stated 4038 kg']);
    });

    it('read certificates of origin, nested and flat', () => {
      const nested = read<CertificateOfOrigin>(sampleBytes(`${OA}/oa_certificate-of-origin-default.json`)).document;
      const flat = read<CertificateOfOrigin>(sampleBytes(`${OA}/w3c_certificate-of-origin-default.json`)).document;
      expect(nested.items[0]).to.deep.include({ hsCode: '100630', countryOfOrigin: 'IN', itemNumber: 1 });
      expect(flat.items[0]).to.deep.include({ hsCode: '100630', originCriterion: 'Wholly Obtained in India' });
      expect([nested.number, flat.number]).to.deep.equal(['COO-FAKE-0001', 'COO-20250604-00']);
    });

    it('keep other credentials value by value', () => {
      const { document } = read<Credential>(sampleBytes(`${VC}/CBP3461EntryCredential.json`));
      expect(document.types).to.deep.equal(['VerifiableCredential', 'CBP3461EntryCredential']);
      expect(document.claims).to.deep.include({ path: '/entryNumber', value: 'A123456' });
    });
  });
});
