import {
  chmodSync,
  renameSync,
  rmSync,
  writeFileSync,
  appendFileSync,
  mkdirSync,
  readFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { expect } from "vitest";

import { git } from "../../support/git.ts";

/** Changes the files of a repository. */
export class Editor {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  add(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    appendFileSync(join(this.root, path), text);
  }

  change(path: string, from: string | RegExp, to: string): void {
    const before = readFileSync(join(this.root, path), "utf8");
    expect(before).toMatch(from);
    writeFileSync(join(this.root, path), before.replace(from, to));
  }

  bump(folder: string, version: string): void {
    this.change(`${folder}/chart/Chart.yaml`, /^version: .*$/mu, `version: ${version}`);
    this.change(`${folder}/blueprint.yaml`, /^ {2}version: .*$/mu, `  version: ${version}`);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  makeExecutable(path: string): void {
    chmodSync(join(this.root, path), 0o755);
  }

  git(...args: readonly string[]): void {
    git(this.root, ...args);
  }
}
