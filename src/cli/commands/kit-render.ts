import { textsOf } from "../../app/fix/plan.ts";
import { chooseKit } from "../../app/kit/render/choose-kit.ts";
import { kitRender } from "../../app/kit/render/render.ts";
import type { KitRenderPlan } from "../../app/kit/render/render.ts";
import type { SlotOptions, Verification } from "../../app/kit/render/request.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Block } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";

export const run: Run = async (args, options, context) => {
  const slot = slotOptions(options);
  const { workspace, tree, config, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  const wanted = textOption(options, "kit");
  const kit = chooseKit(
    workspace,
    config,
    wanted === undefined ? undefined : context.relative(wanted),
  );
  const plan = await kitRender({ tree, config, workspace, kit, units, options: slot });
  const written = !flag(options, "dryRun");
  if (written) await context.replaceFiles(plan.files);
  const report = { ...plan.report, written };
  if (!written) for (const message of report.notes) context.ports.emit({ kind: "note", message });
  return { report, blocks: written ? wrote(plan) : await preview(plan) };
};

function slotOptions(options: CommandOptions): SlotOptions {
  const url = textOption(options, "url");
  if (url !== undefined && !/^oci:\/\/[^/\s]+\/\S+$/u.test(url))
    throw new BpError("USAGE", `--url ${url} is no oci://HOST/PATH`, {
      hint: "Flux appends the chart's name: leave it out, as in oci://ghcr.io/acme/charts",
    });
  return {
    slot: textOption(options, "slot"),
    name: textOption(options, "name"),
    overlay: textOption(options, "overlay"),
    namespace: namespaceOf(options),
    url,
    pullSecret: textOption(options, "pullSecret"),
    verification: verificationOf(options),
  };
}

/** @throws BpError USAGE for what Kubernetes takes for no namespace (a label of RFC 1123) */
function namespaceOf(options: CommandOptions): string | undefined {
  const name = textOption(options, "namespace");
  if (name === undefined || /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/u.test(name)) return name;
  throw new BpError("USAGE", `--namespace ${name} is no name of a namespace`, {
    hint: "a namespace has small letters, digits and hyphens, 63 at most",
  });
}

/** @throws BpError USAGE for half an identity, or for a key and an identity */
function verificationOf(options: CommandOptions): Verification | undefined {
  const secret = textOption(options, "verifySecret");
  const issuer = textOption(options, "verifyIssuer");
  const subject = textOption(options, "verifySubject");
  if (secret !== undefined && issuer === undefined && subject === undefined)
    return { kind: "key", secret };
  if (secret === undefined && issuer !== undefined && subject !== undefined)
    return { kind: "identity", issuer, subject };
  if ((secret ?? issuer ?? subject) === undefined) return undefined;
  throw new BpError("USAGE", "a signer is known by a key, or by an issuer and a subject", {
    hint: "give --verify-secret NAME, or --verify-issuer REGEXP with --verify-subject REGEXP",
  });
}

async function preview({ files }: KitRenderPlan): Promise<readonly Block[]> {
  return [{ kind: "raw", text: await unifiedDiff(files.map(textsOf)), language: "diff" }];
}

function wrote({ report }: KitRenderPlan): readonly Block[] {
  const { slots, files, kit, notes } = report;
  const rows = slots.map(({ name, slot, version, dependsOn }) => [
    slot,
    { text: name, tone: "strong" as const },
    version,
    dependsOn.join(", "),
  ]);
  return [
    { kind: "table", head: ["slot", "release", "version", "waits for"], rows },
    { kind: "line", text: files.join("\n"), tone: "good" },
    ...(notes.length === 0
      ? []
      : [{ kind: "line" as const, text: notes.join("\n"), tone: "warn" as const }]),
    { kind: "line", text: `check it: bp kit check ${kit}`, tone: "dim" },
  ];
}
