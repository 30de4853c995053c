import { expect, test } from "vitest";

import { imageAnswers } from "../../../src/app/render/image-answers.ts";
import { rendered } from "../../../src/chart/index.ts";
import { BpError } from "../../../src/model/error.ts";
import type { ErrorCode } from "../../../src/model/error.ts";
import type { UnitRender } from "../../../src/model/render.ts";
import type { Store } from "../../../src/oci/index.ts";
import { memoryStore } from "../../../src/oci/index.ts";

const digest = `sha256:${"0".repeat(64)}`;

function render(...images: readonly string[]): UnitRender {
  const pods = images.map(
    (image) =>
      `---\n# Source: a/templates/p.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: "${image}"}]}\n`,
  );
  const of = rendered({ ok: true, output: pods.join(""), said: "" });
  return { helm: "3.22.0", namespace: "default", rendered: of, others: [] };
}

/** Registries that have what is listed; those of an error code answer with it. */
function registries(
  has: readonly string[],
  refusing: Readonly<Record<string, ErrorCode>> = {},
): { readonly asked: string[]; readonly open: Parameters<typeof imageAnswers>[1]["open"] } {
  const asked: string[] = [];
  return {
    asked,
    open: (target): Store => {
      const host = target.kind === "registry" ? target.host : "";
      const resolve: Store["resolve"] = async (reference) => {
        const name = `${host}/${target.path} ${reference}`;
        asked.push(name);
        const code = refusing[host];
        if (code !== undefined) throw new BpError(code, "refused");
        if (!has.includes(name)) throw new BpError("NOT_FOUND", "not there");
        return { mediaType: "x", digest: `sha256:${"1".repeat(64)}`, size: 1 };
      };
      return Object.assign(memoryStore(), { resolve });
    },
  };
}

const signal = new AbortController().signal;

test("each image is asked for once, by its digest where it has one, at the host that is meant", async () => {
  const { asked, open } = registries(["quay.io/o/app 1.2.3", "docker.io/library/nginx 1.27.0"]);
  const renders = [
    render("quay.io/o/app:1.2.3", "nginx:1.27.0", `quay.io/o/app:1.2.3@${digest}`),
    render("quay.io/o/app:1.2.3", "quay.io/o/app:9.9.9"),
  ];
  const { missing, unknown } = await imageAnswers(renders, { open, concurrency: 1, signal });
  expect([...missing]).toEqual([`quay.io/o/app:1.2.3@${digest}`, "quay.io/o/app:9.9.9"]);
  expect(unknown.size).toBe(0);
  expect(asked.toSorted()).toEqual([
    "docker.io/library/nginx 1.27.0",
    "quay.io/o/app 1.2.3",
    "quay.io/o/app 9.9.9",
    `quay.io/o/app ${digest}`,
  ]);
});

test("a registry that does not tell leaves its images unknown", async () => {
  const refusing = { "a.example": "UNAUTHORIZED", "b.example": "NETWORK" } as const;
  const { open } = registries([], refusing);
  const renders = [render("a.example/x:1", "b.example/x:1", "B@D")];
  const { missing, unknown } = await imageAnswers(renders, { open, concurrency: 2, signal });
  expect(missing.size).toBe(0);
  expect(Object.fromEntries(unknown)).toEqual({
    "a.example/x:1": "its registry asks for a login",
    "b.example/x:1": "its registry gave no answer",
  });
});

test("an offline run is refused, and not told as a registry that is silent", async () => {
  const { open } = registries([], { "a.example": "USAGE" });
  const asked = imageAnswers([render("a.example/x:1")], { open, concurrency: 1, signal });
  await expect(asked).rejects.toMatchObject({ code: "USAGE" });
});

test("what was not rendered names no image", async () => {
  const of = { kind: "not rendered", reason: "not vendored", missing: [] } as const;
  const { open } = registries([]);
  const answers = await imageAnswers([{ ...render(), rendered: of }], {
    open,
    concurrency: 1,
    signal,
  });
  expect([answers.missing.size, answers.unknown.size]).toEqual([0, 0]);
});
