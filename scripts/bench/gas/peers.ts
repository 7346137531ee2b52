/**
 * Gas of two published systems that anchor documents, deployed on the same EVM in the same run: the Ethereum Attestation
 * Service (a delegated attestation is signed by a person and carried by anyone, as our actions are) and OpenAttestation's
 * document store (the issuer's own account sends; nothing is signed). Their bytecode is taken as published.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  AbiCoder,
  type Contract,
  computeAddress,
  concat,
  type InterfaceAbi,
  id,
  keccak256,
  Signature,
  SigningKey,
  ZeroAddress,
  ZeroHash,
} from 'ethers';
import { installPeer } from '../../peers/install.ts';
import type { Evm } from './evm.ts';

export interface PeerGas {
  readonly easAttestByDelegation: number;
  /** Per attestation in a batch. */
  readonly easMultiAttestByDelegation: number;
  readonly openAttestationIssue: number;
}

export async function measurePeers(evm: Evm, batch: number): Promise<PeerGas> {
  const modules = installPeer('gas', '@ethereum-attestation-service/eas-contracts/package.json');
  const eas = await deployEas(evm, modules);
  const store = await deployDocumentStore(evm, modules);
  await eas.attest(1);
  return {
    easAttestByDelegation: await eas.attest(1),
    easMultiAttestByDelegation: Math.round((await eas.attest(batch)) / batch),
    openAttestationIssue: await evm.send(store, 'issue', [id('document')]),
  };
}

interface Artifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

async function deployEas(evm: Evm, modules: string) {
  const artifact = (name: string): Artifact =>
    JSON.parse(
      readFileSync(
        path.join(
          modules,
          '@ethereum-attestation-service/eas-contracts/artifacts/contracts',
          `${name}.sol`,
          `${name}.json`,
        ),
        'utf8',
      ),
    );
  const deploy = async (name: string, args: readonly unknown[]) => {
    const { abi, bytecode } = artifact(name);
    return evm.deployForeign(abi, bytecode, args);
  };
  const schemas = await deploy('SchemaRegistry', []);
  const contract = await deploy('EAS', [await schemas.getAddress()]);
  // The least that anchors a document: one word. What LodgeDocument says besides would cost two slots more here.
  const definition = 'bytes32 root';
  await evm.send(schemas, 'register', [definition, ZeroAddress, false]);
  const schema = keccak256(concat([Buffer.from(definition), ZeroAddress, '0x00']));
  const attester = new EasAttester(contract, schema);
  return { attest: (count: number) => attester.attest(evm, count) };
}

class EasAttester {
  readonly #key = new SigningKey(id('bench wallet attester'));
  readonly #contract: Contract;
  readonly #schema: string;
  #nonce = 0;

  constructor(contract: Contract, schema: string) {
    this.#contract = contract;
    this.#schema = schema;
  }

  /** Gas of one transaction with `count` delegated attestations of one attester. */
  async attest(evm: Evm, count: number): Promise<number> {
    const deadline = (await evm.now()) + 3600;
    const domain: string = await this.#contract.getFunction('getDomainSeparator')();
    const type: string = await this.#contract.getFunction('getAttestTypeHash')();
    const items = Array.from({ length: count }, () => this.#sign(domain, type, deadline));
    const attester = computeAddress(this.#key.publicKey);
    const [first] = items;
    if (count === 1 && first !== undefined) {
      const request = { schema: this.#schema, ...first, attester, deadline };
      return evm.send(this.#contract, 'attestByDelegation', [request]);
    }
    const data = items.map((item) => item.data);
    const signatures = items.map((item) => item.signature);
    return evm.send(this.#contract, 'multiAttestByDelegation', [
      [{ schema: this.#schema, data, signatures, attester, deadline }],
    ]);
  }

  #sign(domain: string, type: string, deadline: number) {
    const nonce = this.#nonce++;
    const coder = AbiCoder.defaultAbiCoder();
    const payload = id(`root ${nonce}`);
    const data = {
      recipient: ZeroAddress,
      expirationTime: 0,
      revocable: false,
      refUID: ZeroHash,
      data: payload,
      value: 0,
    };
    const struct = coder.encode(
      [
        'bytes32',
        'address',
        'bytes32',
        'address',
        'uint64',
        'bool',
        'bytes32',
        'bytes32',
        'uint256',
        'uint256',
        'uint64',
      ],
      [
        ...[type, computeAddress(this.#key.publicKey), this.#schema, ZeroAddress, 0, false, ZeroHash],
        ...[keccak256(payload), 0, nonce, deadline],
      ],
    );
    const { r, s, v } = Signature.from(this.#key.sign(keccak256(concat(['0x1901', domain, keccak256(struct)]))));
    return { data, signature: { v, r, s } };
  }
}

async function deployDocumentStore(evm: Evm, modules: string): Promise<Contract> {
  const require = createRequire(path.join(modules, 'peer.cjs'));
  const {
    DocumentStore__factory: Factory,
  } = require('@tradetrust-tt/document-store/dist/contracts/factories/DocumentStore__factory.js');
  const { interface: contractInterface, bytecode } = new Factory(evm.account);
  return evm.deployForeign(contractInterface, bytecode, ['Bench', await evm.account.getAddress()]);
}
