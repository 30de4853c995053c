import { emitYaml } from "../../../yaml/index.ts";
import type { Habits } from "./habits.ts";

/** What a slot's file says. */
export interface SlotContent {
  /** The release's name. */
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  /** One line, empty for none. */
  readonly summary: string;
  /** Under which name Helm knows it. */
  readonly releaseName: string;
  /** Where the chart is installed. */
  readonly namespace: string;
  /** Another file of the kit, or Kubernetes itself, has the namespace. */
  readonly hasNamespace: boolean;
  readonly dependsOn: readonly string[];
}

/** A slot's file: Namespace, HelmRepository and HelmRelease, the release waiting for nothing but what it depends on. */
export function slotText(slot: SlotContent, habits: Habits): string {
  const { name, summary, hasNamespace } = slot;
  const head = comment(summary === "" ? name : `${name}: ${summary}`);
  const documents = [
    ...(hasNamespace ? [] : [namespaceOf(slot, habits)]),
    repositoryOf(slot, habits),
    ...(habits.verification.kind === "identity" ? [chartOf(slot, habits)] : []),
    releaseOf(slot, habits),
  ];
  return `${head}\n---\n${documents.join("---\n")}`;
}

/** Words in lines of at most a hundred characters, a longer word on a line of its own. */
export function comment(text: string): string {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(/\s+/u)) {
    if (line !== "#" && line.length + word.length >= 100) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join("\n")}\n`;
}

function namespaceOf({ namespace }: SlotContent, { labels }: Habits): string {
  const more = labels === undefined ? "" : indented(emitYaml({ labels }), "  ");
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${scalar(namespace)}
${more}`;
}

function repositoryOf({ name }: SlotContent, habits: Habits): string {
  const { repositoryVersion, namespace, interval, url, pullSecret } = habits;
  return `apiVersion: ${repositoryVersion}
kind: HelmRepository
metadata:
  name: ${scalar(name)}
  namespace: ${scalar(namespace)}
spec:
  type: oci
  interval: ${scalar(interval)}
  url: ${scalar(url)}
  secretRef:
    name: ${scalar(pullSecret)}
`;
}

/** An identity is verified by a HelmChart alone: a release's own chart knows keys (helm-controller's API, v2). */
function chartOf(slot: SlotContent, habits: Habits): string {
  const { name, chart, version } = slot;
  const { namespace, interval } = habits;
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata:
  name: ${scalar(name)}
  namespace: ${scalar(namespace)}
spec:
  interval: ${scalar(interval)}
  chart: ${scalar(chart)}
  version: ${scalar(version)}
  sourceRef:
    kind: HelmRepository
    name: ${scalar(name)}
${verifyLines(habits, "  ")}`;
}

function releaseOf(slot: SlotContent, habits: Habits): string {
  const { name, releaseName, namespace: target, dependsOn } = slot;
  const { releaseVersion, namespace, interval } = habits;
  const waits = dependsOn.map((one) => `    - name: ${scalar(one)}\n`).join("");
  return `apiVersion: ${releaseVersion}
kind: HelmRelease
metadata:
  name: ${scalar(name)}
  namespace: ${scalar(namespace)}
spec:
  interval: ${scalar(interval)}
  releaseName: ${scalar(releaseName)}
  targetNamespace: ${scalar(target)}
${waits === "" ? "" : `  dependsOn:\n${waits}`}${sourceOf(slot, habits)}  install:
    disableWait: true
    remediation:
      retries: 3
  upgrade:
    disableWait: true
    remediation:
      retries: 3
`;
}

function sourceOf({ name, chart, version }: SlotContent, habits: Habits): string {
  const { namespace, verification } = habits;
  if (verification.kind === "identity")
    return `  chartRef:
    kind: HelmChart
    name: ${scalar(name)}
    namespace: ${scalar(namespace)}
`;
  return `  chart:
    spec:
      chart: ${scalar(chart)}
      version: ${scalar(version)}
      sourceRef:
        kind: HelmRepository
        name: ${scalar(name)}
        namespace: ${scalar(namespace)}
${verifyLines(habits, "      ")}`;
}

function verifyLines({ verification }: Habits, indent: string): string {
  const who =
    verification.kind === "key"
      ? { secretRef: { name: verification.secret } }
      : { matchOIDCIdentity: [{ issuer: verification.issuer, subject: verification.subject }] };
  const lines = emitYaml(who);
  return indented(`verify:\n  provider: cosign\n${indented(lines, "  ")}`, indent);
}

function indented(text: string, indent: string): string {
  return text.replaceAll(/^(?=.)/gmu, indent);
}

function scalar(text: string): string {
  return emitYaml(text).trimEnd();
}
