import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { mediaType } from "../../../src/model/media-type.ts";
import { layoutStore } from "../../../src/oci/index.ts";
import { blob, made, pushMade } from "../artifact.ts";
import type { Setting } from "./setting.ts";
import { startSetting } from "./setting.ts";

let setting: Setting;

beforeEach(async () => {
  setting = await startSetting();
});

afterEach(async () => {
  await setting.stop();
  expect(setting.faults).toEqual([]);
});

const noSkopeo = spawnSync("skopeo", ["--version"]).status !== 0;

test.skipIf(noSkopeo)(
  "skopeo copies an image here, lists it, and copies it to a layout with the same digest",
  async () => {
    const source = join(setting.root, "source");
    const store = layoutStore(source);
    const config = blob(
      '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{}}',
      mediaType.imageConfig,
    );
    await store.push(config.descriptor, {
      async *open() {
        yield config.bytes;
      },
    });
    const chart = await pushMade(store, made("layer", { config: config.descriptor, layers: [] }));
    await store.tag(chart, "1.0.0");
    const target = `docker://${setting.server.host}/deep/name/image:1.0.0`;
    const plain = ["--src-tls-verify=false", "--dest-tls-verify=false"];
    const runs: (readonly string[])[] = [
      ["copy", "--dest-tls-verify=false", `oci:${source}:1.0.0`, target],
      ["list-tags", "--tls-verify=false", `docker://${setting.server.host}/deep/name/image`],
      ["copy", plain[0] ?? "", target, `oci:${join(setting.root, "back")}:1.0.0`],
    ];
    for (const args of runs) {
      const outcome = await skopeo(args);
      expect(outcome).toMatchObject({ status: 0 });
    }
    expect(await layoutStore(join(setting.root, "back")).resolve("1.0.0")).toEqual(chart);
  },
);

async function skopeo(
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly text: string }> {
  const child = spawn("skopeo", ["--insecure-policy", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, text }));
  });
}
