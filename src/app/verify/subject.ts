import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import { sbomForms } from "../../model/sbom-form.ts";
import { askedOnce } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { verifySignatures } from "../../signing/index.ts";
import type { Formats, Policy } from "../../signing/index.ts";
import type { Readers } from "../signature-formats.ts";
import { checkArchive, checkConfig, checkContents } from "./archive-check.ts";
import type { ArchiveContents, Asked } from "./archive-check.ts";
import { attempt, skipped } from "./attempt.ts";
import type { RequiredAttestation } from "./attestation-check.ts";
import { attestationCheck } from "./attestation-check.ts";
import { checkBlueprint } from "./blueprint-check.ts";
import { checkCompositions } from "./compositions-check.ts";
import type { CompositionsInput } from "./compositions-check.ts";
import { fetchedAhead } from "./fetched-ahead.ts";
import { checkManifest } from "./manifest-check.ts";
import type { ArtifactParts } from "./manifest-check.ts";
import { checkProvenance } from "./provenance-check.ts";
import { readersCheck } from "./readers-check.ts";
import type { NamedCheck, VerifyCheck } from "./report.ts";
import { ruleOfCheck } from "./rules.ts";
import { checkSbom } from "./sbom-check.ts";
import { whyRefused } from "./why-refused.ts";

export interface SubjectInput {
  readonly source: Source;
  readonly subject: Descriptor;
  /** What was asked for, where a tag led here: a digest asks for nothing but itself. */
  readonly asked: Asked | undefined;
  readonly policy: Policy;
  readonly spool: Spool;
  /** undefined: both, unless it is logged where the first format has no place. */
  readonly formats?: Formats | undefined;
  /** undefined: whoever reads signatures must be able to. */
  readonly readers?: Readers | undefined;
  /** What must be attested besides. */
  readonly attestations?: readonly RequiredAttestation[];
}

/** What is only looked at once it is known what is attested. */
const sbomTypes: ReadonlySet<string> = new Set(sbomForms.map((form) => form.mediaType));

/**
 * Every check of one artifact, always the same names in the same order: what its manifest, config, archive, blueprint
 * document and compositions are, who signed it in both formats, and what attests it.
 * @throws BpError where the store cannot be asked, BAD_KEY for the policy's key
 */
export async function checkSubject(input: SubjectInput): Promise<readonly VerifyCheck[]> {
  const { subject, policy, formats } = input;
  const source = askedOnce(input.source);
  const parts = attempt("manifest", () => checkManifest(source, subject));
  const list = attempt("referrers", async () => {
    const value = await source.referrers(subject);
    return { value, detail: `${value.length} refer to it` };
  });
  // Each begins as soon as what it needs is there: far away, every turn of asking counts.
  const [manifest, referrers, archive, signatures, blueprint, compositions] = await Promise.all([
    parts,
    list,
    parts.then(({ value }) => archiveChecks({ ...input, source }, value)),
    verifySignatures({ source, subject, policy, formats }),
    Promise.all([parts, list]).then(([{ value }, { value: listed = [] }]) =>
      blueprintCheck(source, subject, value, listed),
    ),
    Promise.all([parts, list]).then(([{ value }, { value: listed = [] }]) =>
      compositionsCheck({ source, subject, policy, formats, referrers: listed }, value),
    ),
    list.then(({ value = [] }) => fetchedAhead(source, value, sbomTypes)),
  ]);
  const listed = referrers.value ?? [];
  const { statements } = signatures;
  const attested = { referrers: listed, statements, contents: archive.contents };
  const [sbom, provenance] = await Promise.all([
    attempt("sbom", () => checkSbom(source, subject, attested)),
    attempt("provenance", async () => checkProvenance(statements)),
  ]);
  const readers = readersCheck(
    input.readers ?? { flux: undefined, cosign: undefined },
    signatures.checks,
    archive.contents?.version,
  );
  const whole = [manifest.check, ...archive.checks, referrers.check, blueprint, compositions];
  const required = (input.attestations ?? []).map((one) => attestationCheck(one, statements));
  return [...whole, ...signatures.checks, sbom.check, provenance.check, readers, ...required].map(
    withRule,
  );
}

/** A check by the rule that it belongs to. */
export function withRule(check: NamedCheck): VerifyCheck {
  const ruleId = ruleOfCheck[check.name.replace(/ .*$/u, "")];
  if (ruleId === undefined) throw new TypeError(`the check ${check.name} belongs to no rule`);
  return { ...check, ruleId };
}

async function blueprintCheck(
  source: Source,
  subject: Descriptor,
  parts: ArtifactParts | undefined,
  listed: readonly Descriptor[],
): Promise<NamedCheck> {
  if (parts === undefined) return skipped("blueprint", "manifest");
  const { annotations } = parts;
  const checked = await attempt("blueprint", () =>
    checkBlueprint(source, subject, annotations, listed),
  );
  return checked.check;
}

async function compositionsCheck(
  input: Omit<CompositionsInput, "annotations">,
  parts: ArtifactParts | undefined,
): Promise<NamedCheck> {
  if (parts === undefined) return skipped("compositions", "manifest");
  const { annotations } = parts;
  const checked = await attempt("compositions", () => checkCompositions({ ...input, annotations }));
  return checked.check;
}

interface ArchiveChecks {
  readonly checks: readonly NamedCheck[];
  /** undefined where they could not be told. */
  readonly contents: ArchiveContents | undefined;
}

async function archiveChecks(
  input: SubjectInput,
  parts: ArtifactParts | undefined,
): Promise<ArchiveChecks> {
  const { source, asked, spool } = input;
  if (parts === undefined)
    return none(["config", "chart", "contents"].map((name) => skipped(name, "manifest")));
  const called = parts.kind === "chart" ? "chart" : "archive";
  const [config, archive] = await Promise.all([
    attempt("config", () => checkConfig(source, parts, asked)),
    attempt(called, () => checkArchive(source, parts, spool)),
  ]);
  const [identity, bytes] = [config.value, archive.value];
  if (bytes === undefined) return none([config.check, archive.check, skipped("contents", called)]);
  try {
    if (identity === undefined)
      return none([config.check, archive.check, skipped("contents", "config")]);
    const contents = await attempt("contents", () => checkContents(bytes, identity));
    return { checks: [config.check, archive.check, contents.check], contents: contents.value };
  } finally {
    await bytes.dispose();
  }
}

function none(checks: readonly NamedCheck[]): ArchiveChecks {
  return { checks, contents: undefined };
}

/**
 * Reads an artifact back by digest, as its consumers will, before its tag is set.
 * @throws BpError VERIFICATION with the checks that fail
 */
export async function verifySubject(input: Omit<SubjectInput, "asked">): Promise<void> {
  const why = whyRefused(await checkSubject({ ...input, asked: undefined }));
  if (why === undefined) return;
  throw new BpError("VERIFICATION", `what was written does not read back: ${why}`, {
    hint: "the tag was not set, so nobody sees it; run the command again",
  });
}
