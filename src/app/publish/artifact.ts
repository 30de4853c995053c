import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { exitCodeOf } from "../../model/exit-code.ts";
import type { Finding } from "../../model/finding.ts";
import type { Target } from "../../model/reference.ts";
import { formatReference, formatTarget, isTag, repositoryIn } from "../../model/reference.ts";
import { worstExitCode } from "../../model/report.ts";
import { tagOf } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Store } from "../../oci/index.ts";
import type { Signer } from "../../signing/index.ts";
import type { ImageSearch } from "../sbom/render-images.ts";
import { verifySubject } from "../verify/subject.ts";
import type { Aside } from "./places.ts";
import { prepare } from "./prepare.ts";
import type { PublishInput } from "./publish-input.ts";
import type { PublishPorts } from "./publish-ports.ts";
import type { Published } from "./publish-release.ts";
import { publishRelease } from "./publish-release.ts";
import { attestedTypes } from "./referrers.ts";
import type { Release } from "./release.ts";
import type { ArtifactFailure, ArtifactReport, ArtifactStatus } from "./report.ts";
import type { Failed } from "./schedule.ts";

export interface ArtifactResult {
  readonly report: ArtifactReport;
  /** 0 where the artifact stands as it should. */
  readonly exitCode: number;
  /** Something was, or may have been, written. */
  readonly wrote: boolean;
  /** Where it was written to. */
  readonly store: Store | undefined;
  /** What becomes of it once no other program can have undone what was linked to it. */
  readonly ending?: Promise<ArtifactResult>;
  /** What another shard was to publish and is not there: this itself, or what stands in its way. */
  readonly absent?: ArtifactFailure;
}

/** How a unit stands to the rest of the selection. */
export interface Standing {
  /** Predecessors that did not succeed, by folder. */
  readonly failed: readonly Failed<ArtifactResult>[];
  /** Null in a circle. */
  readonly wave: number | null;
  /** Lets the others go on while it waits. */
  readonly aside: Aside;
}

/** Publishes one unit; a fault of the run or of the material is part of the result, anything else is thrown. */
export async function publishUnit(
  unit: Unit,
  order: Standing,
  input: PublishInput,
  ports: PublishPorts,
): Promise<ArtifactResult> {
  const run = new ArtifactRun(unit, order, input, ports);
  try {
    return await run.go();
  } catch (error) {
    if (!(error instanceof BpError)) throw error;
    return run.failure(error);
  } finally {
    await run.end();
  }
}

/** One unit on its way: what is known of it so far is in its report, however it ends. */
class ArtifactRun {
  readonly #unit: Unit;
  readonly #order: Standing;
  readonly #input: PublishInput;
  readonly #ports: PublishPorts;
  readonly #target: Target;
  readonly #started: number;
  #release: Release | undefined;
  #store: Store | undefined;
  #wrote = false;

  constructor(unit: Unit, order: Standing, input: PublishInput, ports: PublishPorts) {
    this.#unit = unit;
    this.#order = order;
    this.#input = input;
    this.#ports = ports;
    this.#target = repositoryIn(input.target, unit.name);
    this.#started = ports.now().getTime();
  }

  async go(): Promise<ArtifactResult> {
    const { failed, wave, aside } = this.#order;
    const { interrupted, signer, source, facts, images = notAsked } = this.#input;
    if (interrupted.aborted) throw interruption();
    if (failed.length > 0) return this.#blocked(failed);
    this.#refuseFaults();
    if (wave === null) throw inCircle(this.#input.findings);
    this.#step("packaging");
    const built = { ...facts, claims: signer?.claims };
    const { spool } = this.#ports;
    const release = await prepare(this.#unit, source, built, { spool, images });
    this.#release = release;
    if (signer === undefined) return this.#result("planned", 0);
    if (this.#isDone(release)) return this.#result("unchanged", 0);
    const store = this.#ports.open(this.#target);
    this.#store = store;
    const published = await publishRelease(release, {
      store,
      repository: this.#repository(),
      signer,
      aside,
      checkAll: this.#input.checkAll,
      verify: (subject) => this.#readBack(store, subject, signer),
      step: (name) => this.#step(name),
    });
    for (const message of published.warnings) this.#warn(message);
    return this.#result(published.status, published.status === "conflict" ? 4 : 0, published);
  }

  #readBack(source: Store, subject: Descriptor, { policy, formats }: Signer): Promise<void> {
    const { spool } = this.#ports;
    const { readers } = this.#input;
    return verifySubject({ source, subject, policy, formats, spool, readers });
  }

  failure(error: BpError): ArtifactResult {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    const status = error.code === "INTERRUPTED" ? "blocked" : "failed";
    return this.#result(status, exitCodeOf(error), {
      error: { code: error.code, message: error.message, ...hint },
    });
  }

  async end(): Promise<void> {
    await this.#release?.dispose();
  }

  /** As grave as what stands in its way: where that may be tried again, so may this. */
  #blocked(failed: readonly Failed<ArtifactResult>[]): ArtifactResult {
    const own = failed.filter(({ result }) => result.absent === undefined);
    const absent = failed.flatMap(({ result }) => result.absent ?? []);
    const names = own.map(({ name }) => name).join(", ");
    const reasons = [
      ...(own.length === 0 ? [] : [`${names} did not succeed`]),
      ...absent.map(({ message }) => message),
    ];
    const hint = absent.find((one) => one.hint !== undefined)?.hint;
    const error = { code: "BLOCKED", message: `not begun: ${reasons.join("; ")}` };
    const exitCode = worstExitCode(failed.map(({ result }) => result.exitCode));
    const result = this.#result("blocked", exitCode, {
      error: hint === undefined ? error : { ...error, hint },
    });
    const [first] = absent;
    return first === undefined ? result : { ...result, absent: first };
  }

  /** @throws BpError MATERIAL where the rules found an error in this unit's files */
  #refuseFaults(): void {
    const { folder } = this.#unit;
    const faults = this.#input.findings.filter(
      ({ file, severity }) => severity === "error" && file.startsWith(`${folder}/`),
    );
    const [first, ...more] = faults;
    if (first === undefined) return;
    const rest = more.length === 0 ? "" : `, and ${more.length} more`;
    throw new BpError("MATERIAL", `${place(first)}: ${first.message} (${first.ruleId})${rest}`, {
      hint: first.help ?? `\`bp lint ${folder}\` shows where and why`,
    });
  }

  /** An earlier run of the same release published these very bytes: nobody is asked again. */
  #isDone({ manifest }: Release): boolean {
    return this.#input.journal?.done.get(this.#unit.folder) === manifest.descriptor.digest;
  }

  #step(step: string): void {
    if (step.startsWith("pushing")) this.#wrote = true;
    this.#ports.emit({ kind: "step", subject: this.#unit.name, step });
  }

  #warn(message: string): void {
    this.#ports.emit({ kind: "warning", message: `${this.#unit.name}: ${message}` });
  }

  /** A signature names a repository, never a path of this machine. */
  #repository(): string {
    return this.#target.kind === "registry" ? formatTarget(this.#target) : this.#target.path;
  }

  #result(status: ArtifactStatus, exitCode: number, end: ArtifactEnd = {}): ArtifactResult {
    const { name, version, folder } = this.#unit;
    const { differences = [], statements = [], error } = end;
    const report: ArtifactReport = {
      name,
      version,
      folder,
      wave: this.#order.wave,
      reference: this.#reference(),
      ...builtFacts(this.#release),
      status,
      ...signedFacts(status, this.#release, this.#input.signer),
      referrers: end.referrers ?? 0,
      durationMs: this.#ports.now().getTime() - this.#started,
      requests: this.#ports.requests(this.#target),
      ...(statements.length === 0 ? {} : { statements }),
      ...(differences.length === 0 ? {} : { differences }),
      ...(error === undefined ? {} : { error }),
    };
    this.#ports.emit({ kind: "done", subject: name, status });
    return { report, exitCode, wrote: this.#wrote, store: this.#store };
  }

  #reference(): string {
    const tag = tagOf(this.#unit.version);
    return isTag(tag) ? formatReference({ target: this.#target, tag, digest: undefined }) : "";
  }
}

/** Who asks for no SBOM that is rendered gets one that says so. */
const notAsked: ImageSearch = { kind: "not rendered", reason: "it was not asked for" };

type ArtifactEnd = Partial<Published> & { readonly error?: ArtifactFailure };

/** What is signed of an artifact that stands as it should, in each format; compositions have a signature of their own. */
function signedFacts(
  status: ArtifactStatus,
  release: Release | undefined,
  signer: PublishInput["signer"],
): Pick<ArtifactReport, "signatures" | "attestations"> {
  if (!standing.has(status)) return { signatures: 0, attestations: 0 };
  const formats = signer?.formats === "bundle" ? 1 : 2;
  const things = release?.compositions === undefined ? 1 : 2;
  return { signatures: formats * things, attestations: formats * (attestedTypes.length - 1) };
}

const standing: ReadonlySet<ArtifactStatus> = new Set(["published", "unchanged", "repaired"]);

/** What the report says of an artifact that was built, and of one that was not. */
function builtFacts(
  release: Release | undefined,
): Pick<ArtifactReport, "digest" | "size" | "notes"> {
  if (release === undefined) return { digest: null, size: 0, notes: [] };
  const { manifest, archive, notes } = release;
  return { digest: manifest.descriptor.digest, size: archive.descriptor.size, notes };
}

function place({ file, line, column }: Finding): string {
  return `${file}:${line}:${column}`;
}

/** The rule names one place of a circle; every unit of it fails. */
function inCircle(findings: readonly Finding[]): BpError {
  const rule = findings.some(({ ruleId }) => ruleId === "BP403") ? " (BP403)" : "";
  return new BpError("MATERIAL", `it is part of a circle of dependencies${rule}`, {
    hint: "`bp graph` shows it",
  });
}

function interruption(): BpError {
  return new BpError("INTERRUPTED", "not begun: the run was interrupted", {
    hint: "run the same command again: it goes on where it stopped",
  });
}
