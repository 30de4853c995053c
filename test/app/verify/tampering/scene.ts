import { cpSync, mkdtempSync } from "node:fs";
import { basename, join } from "node:path";

import { verify } from "../../../../src/app/verify/verify.ts";
import { spool } from "../../../../src/cli/spool.ts";
import type { Digest } from "../../../../src/model/digest.ts";
import type { Target } from "../../../../src/model/reference.ts";
import { layoutStore } from "../../../../src/oci/index.ts";
import type { Policy, Signer } from "../../../../src/signing/index.ts";
import { readToken, rekorWitness, timestampWitness } from "../../../../src/signing/index.ts";
import { isChart } from "../../../e2e/tampered.ts";
import { ask, signerOf, sigstore as startedSigstore } from "../../../signing/keyless/support.ts";
import { LayoutEdit } from "../../../support/layout-edit.ts";
import type { Sigstore } from "../../../support/sigstore.ts";
import { idToken, issuer, workflow } from "../../../support/sigstore.ts";
import { temporary, unit } from "../../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll } from "../../support/publishing.ts";
import { sourceOf } from "../../support/workspace.ts";

/** What was published in order, and everybody who may put a hand to it. */
export interface Scene {
  /** Holds `bp-a` and `bp-b`, published by the signer. */
  readonly folder: string;
  readonly signer: Signer;
  /** Somebody of the same kind whom the policy does not name. */
  readonly stranger: Signer;
}

export interface KeylessScene extends Scene {
  readonly sigstore: Sigstore;
  /** Another Sigstore, whose parts bear the same names. */
  readonly rogue: Sigstore;
  /** Our Sigstore's signer for other claims. */
  as(claims: { readonly sub?: string; readonly iss?: string }): Promise<Signer>;
  /** Us, under a certificate of the rogue's authority, witnessed by ours. */
  readonly uncertified: Signer;
  /** Us, with timestamps by the rogue's authority. */
  readonly untimed: Signer;
}

export async function keyScene(): Promise<Scene> {
  const signer = await newSigner();
  return { folder: await published(signer), signer, stranger: await newSigner() };
}

export async function keylessScene(): Promise<KeylessScene> {
  const [sigstore, rogue] = await Promise.all([startedSigstore(), startedSigstore()]);
  const signer = await signerOf(sigstore);
  const as: KeylessScene["as"] = (claims) => {
    const text = idToken({ iss: issuer, sub: workflow, ...claims });
    return signerOf(sigstore, { token: async () => readToken(text) });
  };
  const untimed = [rekorWitness(sigstore.url, ask), timestampWitness(rogue.url, ask)];
  return {
    folder: await published(signer),
    signer,
    stranger: await as({ sub: "https://github.com/eve/charts" }),
    sigstore,
    rogue,
    as,
    uncertified: await signerOf(sigstore, { fulcio: rogue.url }),
    untimed: await signerOf(sigstore, { witnesses: untimed }),
  };
}

async function published(signer: Signer): Promise<string> {
  const folder = temporary();
  const registry = memoryRegistry((_, name) => layoutStore(join(folder, basename(name))));
  const source = await sourceOf({ ...unit("products/a"), ...unit("products/b", { data: "b" }) });
  const report = await publishAll(source, registry, signer);
  if (!report.ok) throw new Error(JSON.stringify(report.artifacts));
  return folder;
}

/** A copy of the scene's layouts, to be tampered with. */
export class Copy {
  readonly a: LayoutEdit;
  readonly b: LayoutEdit;
  readonly subject: Digest;

  constructor({ folder }: Scene, root: string) {
    const own = mkdtempSync(join(root, "case-"));
    cpSync(folder, own, { recursive: true });
    this.a = new LayoutEdit(join(own, "bp-a"));
    this.b = new LayoutEdit(join(own, "bp-b"));
    this.subject = this.a.only(isChart).digest as Digest;
  }

  /** The checks of `bp verify` that fail, each with its reason, in their order. */
  async failures(policy: Policy): Promise<readonly { name: string; detail: string }[]> {
    const target: Target = { kind: "layout", folder: this.a.folder, path: "" };
    const { checks } = await verify({
      reference: { target: { ...target, path: "bp-a" }, tag: "1.0.0", digest: undefined },
      open: () => layoutStore(this.a.folder),
      policies: [policy],
      spool,
    });
    return checks.filter(({ ok }) => !ok);
  }
}
