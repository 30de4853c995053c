import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Source } from "../../oci/index.ts";
import { verifySignatures } from "../../signing/index.ts";
import type { KeyPolicy, SignerIdentity } from "../../signing/index.ts";
import { attempt, skipped } from "./attempt.ts";
import { checkBlueprint } from "./blueprint-check.ts";
import { checkArchive, checkConfig, checkContents } from "./chart-check.ts";
import { checkManifest } from "./manifest-check.ts";
import type { ChartParts } from "./manifest-check.ts";
import type { VerifyCheck } from "./report.ts";
import { checkSbom } from "./sbom-check.ts";

export interface SubjectInput {
  readonly source: Source;
  readonly subject: Descriptor;
  /** The tag that led here, where one did. */
  readonly tag: string | undefined;
  readonly policy: KeyPolicy;
  readonly spool: Spool;
}

/**
 * Every check of one artifact, always the same names in the same order: what its manifest, config, archive and
 * blueprint document are, who signed it in both formats, and what attests it.
 * @throws BpError where the store cannot be asked, BAD_KEY for the policy's key
 */
export async function checkSubject(input: SubjectInput): Promise<readonly VerifyCheck[]> {
  const { source, subject, policy } = input;
  const manifest = await attempt("manifest", () => checkManifest(source, subject));
  const referrers = await attempt("referrers", async () => {
    const value = await source.referrers(subject);
    return { value, detail: `${value.length} refer to it` };
  });
  const [chart, signatures] = await Promise.all([
    chartChecks(input, manifest.value),
    verifySignatures({ source, subject, policy }),
  ]);
  const listed = referrers.value ?? [];
  const annotations = manifest.value?.annotations;
  const blueprint =
    annotations === undefined
      ? skipped("blueprint", "manifest")
      : (await attempt("blueprint", () => checkBlueprint(source, subject, annotations, listed)))
          .check;
  const sbom = await attempt("sbom", () =>
    checkSbom(source, subject, listed, signatures.statements),
  );
  return [manifest.check, ...chart, referrers.check, blueprint, ...signatures.checks, sbom.check];
}

async function chartChecks(
  input: SubjectInput,
  parts: ChartParts | undefined,
): Promise<readonly VerifyCheck[]> {
  const { source, tag, spool } = input;
  if (parts === undefined)
    return ["config", "chart", "contents"].map((name) => skipped(name, "manifest"));
  const config = await attempt("config", () => checkConfig(source, parts, tag));
  const archive = await attempt("chart", () => checkArchive(source, parts, spool));
  const [identity, bytes] = [config.value, archive.value];
  if (bytes === undefined) return [config.check, archive.check, skipped("contents", "chart")];
  try {
    const contents =
      identity === undefined
        ? skipped("contents", "config")
        : (await attempt("contents", () => checkContents(bytes, identity))).check;
    return [config.check, archive.check, contents];
  } finally {
    await bytes.dispose();
  }
}

/**
 * Reads an artifact back by digest, as its consumers will, before its tag is set.
 * @throws BpError VERIFICATION with the checks that fail
 */
export async function verifySubject(
  source: Source,
  subject: Descriptor,
  identity: SignerIdentity,
  spool: Spool,
): Promise<void> {
  if (identity.$case !== "publicKey") {
    throw new BpError("VERIFICATION", "only a signature by key can be read back and verified");
  }
  const checks = await checkSubject({ source, subject, tag: undefined, policy: identity, spool });
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return;
  const why = failed.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
  throw new BpError("VERIFICATION", `what was written does not read back: ${why}`, {
    hint: "the tag was not set, so nobody sees it; run the command again",
  });
}
