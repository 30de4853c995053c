import type { Descriptor } from "../../model/descriptor.ts";
import { BpError, isBpError } from "../../model/error.ts";
import { tagOf } from "../../model/version.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import { findOwn } from "../../signing/index.ts";
import type { OwnSignatures, Signer } from "../../signing/index.ts";
import { signRelease } from "./attestations.ts";
import type { Signatures } from "./attestations.ts";
import { pushBlobs } from "./blob.ts";
import { differences } from "./conflict.ts";
import { legacyTags, pushLegacy } from "./legacy.ts";
import type { Aside } from "./places.ts";
import {
  attestedTypes,
  bundleReferrers,
  completeness,
  documentReferrers,
  pushReferrers,
} from "./referrers.ts";
import { sbomsOf } from "./release-sboms.ts";
import type { Release } from "./release.ts";
import type { FileDifference, WrittenStatement } from "./report.ts";
import {
  pushCompositionsSigned,
  signCompositions,
  surveyCompositions,
} from "./sign-compositions.ts";
import type { CompositionsSurvey, ToSign } from "./sign-compositions.ts";
import { writtenStatements } from "./written-statements.ts";

export interface PublishStore {
  readonly store: Store;
  /** The repository as signatures name it, without tag or digest. */
  readonly repository: string;
  readonly signer: Signer;
  /** Lets other artifacts go on while this one waits for its witnesses. */
  readonly aside: Aside;
  /** Look at every signature of what is published already, not only at the listing. */
  readonly checkAll: boolean;
  /** Reads back by digest as a consumer would. @throws BpError VERIFICATION */
  readonly verify: (subject: Descriptor) => Promise<void>;
  readonly step: (name: string) => void;
}

export interface Published {
  readonly status: "published" | "unchanged" | "repaired" | "conflict";
  readonly referrers: number;
  readonly differences: readonly FileDifference[];
  readonly warnings: readonly string[];
  /** What this run signed. */
  readonly statements: readonly WrittenStatement[];
}

/**
 * Puts a release into a repository in the order of interop §7: blobs, manifest by digest, signatures and referrers,
 * verification by reading back, and the tag last. Killed at any point, the next run completes it: everything is found
 * by its digest, and the same key signs the same content the same way.
 * @throws BpError VERIFICATION where another key signed it, or where what was written does not read back; and what the
 *   store throws
 */
export async function publishRelease(release: Release, to: PublishStore): Promise<Published> {
  const { store, step } = to;
  const subject = release.manifest.descriptor;
  const tag = tagOf(release.version);
  step("looking at what is published");
  const current = await resolveTag(store, tag);
  if (current !== undefined && current.digest !== subject.digest) {
    return outcome("conflict", [], { differences: await differences(store, current, release) });
  }
  const found = await survey(release, to, current !== undefined);
  if (found.complete) return outcome("unchanged", found.listed);
  step("signing");
  const made = await signed(release, to, found);
  const written = await write(release, to, { ...found, ...made });
  step("verifying");
  await verifyWritten(to, subject);
  if (current !== undefined) return outcome("repaired", written.referrers, written);
  step("tagging");
  await makeVisible(store, subject, tag);
  return outcome("published", written.referrers, written);
}

interface Made {
  readonly signatures: Signatures;
  /** Of the compositions, where there are some. */
  readonly beside: Signatures | undefined;
}

/** Witnesses may take a second each: artifacts wait for theirs together. */
function signed(
  release: Release,
  to: PublishStore,
  { own, compositions: known }: Pick<Survey, "own" | "compositions">,
): Promise<Made> {
  const { repository, signer, aside } = to;
  const compositions = known?.complete === true ? undefined : compositionsOf(release, to);
  const sign = async (): Promise<Made> => {
    const [signatures, beside] = await Promise.all([
      signRelease(release, repository, signer, own),
      compositions && signCompositions(compositions, known?.own),
    ]);
    return { signatures, beside };
  };
  return signer.witnesses.length === 0 ? sign() : aside(sign);
}

function compositionsOf({ compositions }: Release, to: PublishStore): ToSign | undefined {
  if (compositions === undefined) return undefined;
  const { store, repository, signer } = to;
  return { subject: compositions.referrer.manifest.descriptor, store, repository, signer };
}

interface Survey {
  readonly listed: readonly Descriptor[];
  readonly own: OwnSignatures | undefined;
  /** Of the compositions by themselves, where there are some and somebody may know of them. */
  readonly compositions: CompositionsSurvey | undefined;
  /** The tag is there and nothing is missing behind it. */
  readonly complete: boolean;
}

/** Step 3: what already refers to the artifact, and what of it this signer made. @throws BpError VERIFICATION */
async function survey(release: Release, to: PublishStore, visible: boolean): Promise<Survey> {
  const { store, checkAll } = to;
  const subject = release.manifest.descriptor;
  if (!visible && !(await store.exists(subject)))
    return { listed: [], own: undefined, compositions: undefined, complete: false };
  const listed = await store.referrers(subject);
  const signer = to.signer.name;
  const state = completeness(listed, release, signer);
  if (state.kind === "foreign") throw foreign(release, state.signer, signer);
  const compositions = await surveyBeside(release, to);
  const listedWhole = visible && state.kind === "complete" && compositions?.complete !== false;
  if (listedWhole && !checkAll) return { listed, own: undefined, compositions, complete: true };
  const own = await ownSignatures(to, subject, listed);
  return { listed, own, compositions, complete: listedWhole && isWhole(own, to.signer) };
}

/** @throws BpError VERIFICATION where somebody else signed the compositions */
async function surveyBeside(
  release: Release,
  to: PublishStore,
): Promise<CompositionsSurvey | undefined> {
  const beside = compositionsOf(release, to);
  if (beside === undefined) return undefined;
  const found = await surveyCompositions(beside, to.checkAll);
  if (found.foreign !== undefined) throw foreign(release, found.foreign, to.signer.name);
  return found;
}

function outcome(
  status: Published["status"],
  referrers: readonly Descriptor[],
  rest: Partial<Pick<Published, "differences" | "warnings" | "statements">> = {},
): Published {
  return {
    status,
    referrers: referrers.length,
    differences: rest.differences ?? [],
    warnings: rest.warnings ?? [],
    statements: rest.statements ?? [],
  };
}

async function resolveTag(store: Store, tag: string): Promise<Descriptor | undefined> {
  try {
    return await store.resolve(tag);
  } catch (error) {
    if (isBpError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}

async function ownSignatures(
  { store, signer }: PublishStore,
  subject: Descriptor,
  referrers: readonly Descriptor[],
): Promise<OwnSignatures> {
  return findOwn({ source: store, subject, referrers, policy: signer.policy });
}

/** Every signature and attestation is there in each format that the signer writes. */
function isWhole(own: OwnSignatures, { formats }: Signer): boolean {
  return (
    attestedTypes.every((type) => own.bundles.has(type)) &&
    (formats === "bundle" ||
      (own.simple !== undefined && attestedTypes.slice(1).every((type) => own.attached.has(type))))
  );
}

interface Written extends Pick<Published, "warnings" | "statements"> {
  readonly referrers: readonly Descriptor[];
}

/** Steps 6 to 8: nothing of it is visible under the version's tag. */
async function write(
  release: Release,
  to: PublishStore,
  { signatures, own, beside, compositions }: Made & Pick<Survey, "own" | "compositions">,
): Promise<Written> {
  const { store, signer, step } = to;
  const subject = release.manifest.descriptor;
  const wanted = signatures.attestations.filter(
    ({ predicateType }) => own?.bundles.has(predicateType) !== true,
  );
  const bundles = bundleReferrers(subject, wanted, signer.name);
  const documents = documentReferrers(release, await sbomsOf(release, own));
  const referrers = [...bundles, ...documents];
  const legacy = legacyTags(subject, signatures, own);
  step("pushing the archive");
  await Promise.all([
    pushArchive(release, store),
    pushBlobs(store, [
      ...referrers.flatMap(({ blobs }) => blobs),
      ...legacy.flatMap(({ blobs }) => blobs),
    ]),
  ]);
  step("pushing signatures and attestations");
  // A bare SBOM must never stand without its attestation: the next run may be of another commit, and attest another.
  await pushReferrers(store, bundles);
  const subjectBeside = compositionsOf(release, to);
  const [warnings, more] = await Promise.all([
    pushLegacy(store, legacy),
    pushReferrers(store, documents).then(
      () =>
        subjectBeside && beside && pushCompositionsSigned(subjectBeside, beside, compositions?.own),
    ),
  ]);
  const all = [
    ...(own?.bundles.values() ?? []),
    ...referrers.map(({ manifest }) => manifest.descriptor),
  ];
  await store.linkReferrers(subject, all);
  const statements = [...writtenStatements(wanted, bundles), ...(more?.statements ?? [])];
  return { referrers: all, warnings: [...warnings, ...(more?.warnings ?? [])], statements };
}

async function pushArchive({ config, archive, manifest }: Release, store: Store): Promise<void> {
  await Promise.all([
    store.push(config.descriptor, bytesContent(config.bytes)),
    store.push(archive.descriptor, archive.content),
  ]);
  await store.push(manifest.descriptor, bytesContent(manifest.bytes));
}

/** Step 9. Another writer of the same list may have undone ours: then it is mended, and read once more. */
async function verifyWritten({ store, verify }: PublishStore, subject: Descriptor): Promise<void> {
  try {
    await verify(subject);
  } catch (error) {
    if (!isBpError(error, "VERIFICATION") || store.settle === undefined) throw error;
    await store.settle();
    await verify(subject);
  }
}

/** Steps 10 and 11. @throws BpError REGISTRY where the registry then says another digest */
async function makeVisible(store: Store, subject: Descriptor, tag: string): Promise<void> {
  await store.tag(subject, tag);
  const named = await store.resolve(tag);
  if (named.digest === subject.digest) return;
  throw new BpError(
    "REGISTRY",
    `the tag ${tag} names ${named.digest} right after it was set to ${subject.digest}`,
    {
      hint: "somebody else publishes this version at the same time: run the command again",
    },
  );
}

function foreign({ name, version }: Release, theirs: string, ours: string): BpError {
  return new BpError(
    "VERIFICATION",
    `${name}:${version} is published with these bytes, signed by another key or identity`,
    {
      hint: "sign as who published it did, or bump the version: consumers refuse an artifact with two signers",
      details: { theirs, ours },
    },
  );
}
