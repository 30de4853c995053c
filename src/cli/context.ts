import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

import type { Config } from "../app/config.ts";
import type { LoadDepth } from "../app/load.ts";
import type { RulesInput } from "../app/rules-held.ts";
import { BpError } from "../model/error.ts";
import type { ProgressEvent } from "../model/event.ts";
import type { KustomizeProgram } from "../model/kustomize.ts";
import type { Ports } from "../model/ports.ts";
import type { Tree } from "../model/tree.ts";
import type { Workspace } from "../model/workspace.ts";
import type { ParseYaml, PutFile, Replacement } from "../workspace/index.ts";
import type { Asking, Question } from "./answers.ts";
import type { CommandOptions } from "./declaration.ts";
import type { GlobalOptions } from "./global-options.ts";
import { heldOf } from "./held.ts";
import type { HelmSearch, HelmTools } from "./helm/open.ts";
import { interruptions } from "./interruptions.ts";
import type { Memory } from "./memory.ts";
import { memoryOf } from "./memory.ts";
import type { Network } from "./network.ts";
import { wholeNumber } from "./number.ts";
import type { Progress } from "./progress.ts";
import { createProgress } from "./progress.ts";
import { readConfig } from "./read-config.ts";
import type { Root } from "./root.ts";
import { findRoot } from "./root.ts";
import type { Shown } from "./show-picture.ts";
import { slashes } from "./slashes.ts";
import type { SourceLines } from "./source-lines.ts";
import { sourceLines } from "./source-lines.ts";
import { spool } from "./spool.ts";
import { version } from "./version.ts";
import { wantsColor } from "./wants-color.ts";

export interface Loaded {
  readonly config: Config;
  readonly tree: Tree;
  readonly workspace: Workspace;
  /** Absolute path of the workspace root. */
  readonly root: string;
  /** Where the user stands, relative to the root with `/`, empty for the root. */
  readonly folder: string;
}

/** What a command gets from the outside world; the one place that builds the real thing. */
export interface Context {
  readonly cwd: string;
  readonly packageRoot: string;
  readonly version: string;
  /** Absolute path of the workspace root. */
  readonly root: string;
  /** Absolute path of the embedded layout. */
  readonly embedded: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly concurrency: number;
  /** The same for artifacts that mostly wait for a registry. */
  readonly networkConcurrency: number;
  /** No connection may be made. */
  readonly offline: boolean;
  readonly ports: Ports;
  readonly terminal: {
    readonly stdout: (text: string) => void;
    readonly color: boolean;
    readonly cwd: string;
  };
  /** Aborts once the user interrupts; what is under way ends by itself. */
  readonly interrupted: AbortSignal;
  config(): Promise<Config>;
  /** Read once, at the first call, which decides what is read. */
  workspace(depth?: LoadDepth): Promise<Loaded>;
  /** Reads it anew. */
  load(depth: LoadDepth): Promise<Loaded>;
  /**
   * What the work makes of the workspace, and of nothing else but the question; a former run's answer where all that it
   * read is as it was.
   */
  answer<Answer>(question: Question, work: (loaded: Loaded) => Promise<Answer>): Promise<Answer>;
  /** Reads YAML with the memory of former runs. */
  parse(): Promise<ParseYaml | undefined>;
  /** What the rules hold the workspace against: this one, or another of its revisions. */
  rules(workspace?: Workspace): Promise<RulesInput>;
  /** The Blueprint CRD that holds, as it was read: the workspace's own, else the embedded one. */
  crd(): Promise<unknown>;
  /** Every registry of the run, as the options of the command say. */
  network(options: CommandOptions): Promise<Network>;
  /** The Helm programs that are named, else those of the configuration, and the cache of what they gave. */
  helms(programs: readonly string[]): Promise<HelmTools>;
  /** The program that builds manifests: the one that is named, else the first of the configuration's that is there. */
  kustomize(program: string | undefined): Promise<KustomizeProgram>;
  /** A path or name as a selector below the workspace root: paths that exist are made relative to it. */
  readonly relative: (selector: string) => string;
  /** Writes files of the workspace that are still as they were read, each whole. */
  readonly replaceFiles: (files: readonly Replacement[]) => Promise<void>;
  /** Writes a file of the workspace that is still as it was read, or still not there. */
  readonly putFile: (file: PutFile) => Promise<void>;
  /** Writes a folder that is not there yet: texts by path below it. */
  readonly createFolder: (folder: string, files: Readonly<Record<string, string>>) => Promise<void>;
  /** Writes a picture where git does not see it, and opens it in the user's browser, where there is one. */
  readonly showPicture: (picture: {
    readonly name: string;
    readonly text: string;
  }) => Promise<Shown>;
  /** Reads the files for code frames; the result answers for them without a wait. */
  readonly sourceLines: (files: readonly string[]) => Promise<SourceLines>;
  close(): Promise<void>;
}

export function createContext(global: GlobalOptions, packageRoot: string): Context {
  const cwd = workingFolder(global.cwd);
  const environment = process.env;
  const progress = progressOf(global, environment);
  const ports = portsOf(environment, progress.emit);
  const interruption = interruptions();
  const networks: Network[] = [];
  const root = rootOf(cwd, global);
  const memory = memoryOf(root.folder, environment);
  const loading = loadingOf({ cwd, root, environment, packageRoot }, memory);
  const { workspace } = loading;
  return {
    cwd,
    packageRoot,
    version: version(packageRoot),
    root: root.folder,
    embedded: join(root.folder, ".bp/registry"),
    environment,
    ...concurrencyOf(global),
    offline: global.offline === true,
    ports,
    terminal: {
      stdout: (text) => void process.stdout.write(text),
      color: wantsColor(global, environment),
      cwd,
    },
    interrupted: interruption.signal,
    config: () => readConfig(root.config, cwd),
    ...loading,
    async showPicture(picture) {
      const { showPicture } = await import("./show-picture.ts");
      return showPicture(root.folder, picture, environment);
    },
    ...heldOf(workspace, root, { cwd, packageRoot }),
    async network(options) {
      const offline = global.offline === true;
      const { networkOf } = await import("./open-network.ts");
      const network = await networkOf(options, { ports, offline, cwd, packageRoot });
      networks.push(network);
      return network;
    },
    helms: (programs) => helmTools(programs, { cwd, root, environment, now: ports.now }),
    async kustomize(program) {
      const { findKustomize } = await import("./kustomize/find.ts");
      const { render } = await readConfig(root.config, cwd);
      return program === undefined
        ? findKustomize(render.kustomize, { folder: root.folder, environment })
        : findKustomize([program], { folder: cwd, environment });
    },
    relative: (selector) => relativeSelector(selector, cwd, root.folder),
    ...filesOf(root.folder),
    async close() {
      interruption.stop();
      for (const network of networks) network.close();
      await memory.save();
      await progress.close();
    },
  };
}

/** Programs given lie where the user stands, those of the configuration where it lies. */
async function helmTools(
  given: readonly string[],
  { cwd, root, ...where }: { cwd: string; root: Root } & Pick<HelmSearch, "environment" | "now">,
): Promise<HelmTools> {
  const [{ openHelms }, { render }] = await Promise.all([
    import("./helm/open.ts"),
    readConfig(root.config, cwd),
  ]);
  if (given.length > 0) return openHelms({ ...where, programs: given, folder: cwd });
  return openHelms({ ...where, programs: render.helm, folder: root.folder });
}

/** The configuration given decides the root: it lies there. */
function rootOf(cwd: string, global: GlobalOptions): Root {
  if (global.config === undefined) return findRoot(cwd);
  const config = resolve(cwd, global.config);
  return { folder: dirname(config), config };
}

function loadingOf(
  asking: Asking,
  memory: Memory,
): Pick<Context, "workspace" | "load" | "answer" | "parse"> {
  let loaded: Promise<Loaded> | undefined;
  const { cwd, root } = asking;
  const parse: Context["parse"] = async () => (await memory.open())?.parse;
  const loadFrom = (depth: LoadDepth, tree?: Tree): Promise<Loaded> =>
    loadRoot({ cwd, root, ...(tree === undefined ? {} : { tree }) }, depth, parse);
  return {
    parse,
    load: (depth) => loadFrom(depth),
    workspace: (depth = {}) => (loaded ??= loadFrom(depth)),
    async answer(question, work) {
      const { answered } = await import("./answers.ts");
      return answered(question, asking, async (tree) => work(await loadFrom(question.depth, tree)));
    },
  };
}

async function loadRoot(
  where: { readonly cwd: string; readonly root: Root; readonly tree?: Tree },
  depth: LoadDepth,
  memory: Context["parse"],
): Promise<Loaded> {
  const { cwd, root } = where;
  const [{ diskTree }, { load }, config, parse] = await Promise.all([
    import("../workspace/index.ts"),
    import("../app/load.ts"),
    readConfig(root.config, cwd),
    memory(),
  ]);
  const { tree = diskTree(root.folder) } = where;
  const workspace = await load(tree, config, {
    ...depth,
    ...(parse === undefined ? {} : { parse }),
  });
  const below = slashes(relative(root.folder, cwd));
  const folder = below.startsWith("..") ? "" : below;
  return { config, tree, workspace, root: root.folder, folder };
}

function progressOf(global: GlobalOptions, environment: Ports["environment"]): Progress {
  return createProgress({
    quiet: global.quiet === true,
    verbose: global.verbose === true,
    drawing: environment["TERM"] !== "dumb",
  });
}

function portsOf(environment: Ports["environment"], emit: (event: ProgressEvent) => void): Ports {
  return {
    now: () => new Date(),
    randomBytes: (length) => randomBytes(length),
    environment,
    spool,
    emit,
  };
}

function concurrencyOf({
  concurrency,
}: GlobalOptions): Pick<Context, "concurrency" | "networkConcurrency"> {
  const given = concurrency === undefined ? undefined : wholeNumber(concurrency, "--concurrency");
  return { concurrency: given ?? 4, networkConcurrency: given ?? 8 };
}

function workingFolder(given: string | undefined): string {
  const folder = resolve(given ?? ".");
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new BpError("USAGE", `there is no folder ${folder}`, {
    hint: "-C takes a folder that exists",
  });
}

function relativeSelector(selector: string, cwd: string, root: string): string {
  const path = resolve(cwd, selector);
  const isPath = isAbsolute(selector) || selector.startsWith(".") || existsSync(path);
  if (!isPath) return selector;
  const below = slashes(relative(root, path));
  return below === "" || below.startsWith("..") ? selector : below;
}

function filesOf(
  root: string,
): Pick<Context, "replaceFiles" | "putFile" | "createFolder" | "sourceLines"> {
  return {
    putFile: async (file) => (await import("../workspace/index.ts")).putFile(root, file),
    replaceFiles: (files) => writeFiles(root, files),
    createFolder: (folder, files) => writeFolder(root, folder, files),
    sourceLines: (files) => sourceLines(root, files),
  };
}

async function writeFiles(root: string, files: readonly Replacement[]): Promise<void> {
  const { replaceFiles } = await import("../workspace/index.ts");
  await replaceFiles(root, files);
}

async function writeFolder(
  root: string,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { createFolder } = await import("../workspace/index.ts");
  await createFolder(root, folder, files);
}
