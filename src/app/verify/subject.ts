import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import { askedOnce } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { verifySignatures } from "../../signing/index.ts";
import type { Policy } from "../../signing/index.ts";
import { attempt, skipped } from "./attempt.ts";
import { checkBlueprint } from "./blueprint-check.ts";
import { checkArchive, checkConfig, checkContents } from "./chart-check.ts";
import type { Asked } from "./chart-check.ts";
import { checkManifest } from "./manifest-check.ts";
import type { ChartParts } from "./manifest-check.ts";
import type { VerifyCheck } from "./report.ts";
import { checkSbom } from "./sbom-check.ts";

export interface SubjectInput {
  readonly source: Source;
  readonly subject: Descriptor;
  /** What was asked for, where a tag led here: a digest asks for nothing but itself. */
  readonly asked: Asked | undefined;
  readonly policy: Policy;
  readonly spool: Spool;
}

/**
 * Every check of one artifact, always the same names in the same order: what its manifest, config, archive and
 * blueprint document are, who signed it in both formats, and what attests it.
 * @throws BpError where the store cannot be asked, BAD_KEY for the policy's key
 */
export async function checkSubject(input: SubjectInput): Promise<readonly VerifyCheck[]> {
  const { subject, policy } = input;
  const source = askedOnce(input.source);
  const [manifest, referrers] = await Promise.all([
    attempt("manifest", () => checkManifest(source, subject)),
    attempt("referrers", async () => {
      const value = await source.referrers(subject);
      return { value, detail: `${value.length} refer to it` };
    }),
  ]);
  const listed = referrers.value ?? [];
  const [chart, signatures, blueprint] = await Promise.all([
    chartChecks({ ...input, source }, manifest.value),
    verifySignatures({ source, subject, policy }),
    blueprintCheck(source, subject, manifest.value, listed),
  ]);
  const sbom = await attempt("sbom", () =>
    checkSbom(source, subject, listed, signatures.statements),
  );
  return [manifest.check, ...chart, referrers.check, blueprint, ...signatures.checks, sbom.check];
}

async function blueprintCheck(
  source: Source,
  subject: Descriptor,
  parts: ChartParts | undefined,
  listed: readonly Descriptor[],
): Promise<VerifyCheck> {
  if (parts === undefined) return skipped("blueprint", "manifest");
  const { annotations } = parts;
  const checked = await attempt("blueprint", () =>
    checkBlueprint(source, subject, annotations, listed),
  );
  return checked.check;
}

async function chartChecks(
  input: SubjectInput,
  parts: ChartParts | undefined,
): Promise<readonly VerifyCheck[]> {
  const { source, asked, spool } = input;
  if (parts === undefined)
    return ["config", "chart", "contents"].map((name) => skipped(name, "manifest"));
  const [config, archive] = await Promise.all([
    attempt("config", () => checkConfig(source, parts, asked)),
    attempt("chart", () => checkArchive(source, parts, spool)),
  ]);
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
  policy: Policy,
  spool: Spool,
): Promise<void> {
  const checks = await checkSubject({ source, subject, asked: undefined, policy, spool });
  const [first, ...more] = checks.filter(({ ok }) => !ok);
  if (first === undefined) return;
  const others = more.length === 0 ? "" : `; ${more.map(({ name }) => name).join(", ")} failed too`;
  const why = `${first.name}: ${first.detail}${others}`;
  throw new BpError("VERIFICATION", `what was written does not read back: ${why}`, {
    hint: "the tag was not set, so nobody sees it; run the command again",
  });
}
