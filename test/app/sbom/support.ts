import { packCompositions } from "../../../src/app/compositions/pack.ts";
import { packUnit, shipping } from "../../../src/app/packed-unit.ts";
import { sbomInput } from "../../../src/app/sbom/input.ts";
import type { ImageSearch } from "../../../src/app/sbom/render-images.ts";
import { sbomText } from "../../../src/app/sbom/report.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Cache } from "../../../src/model/cache.ts";
import type { Helm, TemplateRequest } from "../../../src/model/helm.ts";
import { cyclonedxForm, spdxForm } from "../../../src/model/sbom-form.ts";
import type { SbomInput } from "../../../src/sbom/index.ts";
import type { Files } from "../../support/workspace.ts";
import { sourceOf } from "../support/workspace.ts";

/** A cache that has nothing yet. */
export function memory(): Cache {
  const kept = new Map<string, Uint8Array>();
  return {
    get: async (key) => kept.get(key),
    put: async (key, bytes) => void kept.set(key, bytes),
  };
}

export function searchBy(helm: Helm): ImageSearch {
  return { kind: "rendered", helm, cache: memory(), kubernetes: undefined };
}

export const noHelm: ImageSearch = { kind: "not rendered", reason: "there is no helm on PATH" };

/** A Helm whose answers a test gives, by what values it is handed. */
export function saying(answer: (values: string, request: TemplateRequest) => string): Helm {
  return {
    version: "3.99.0",
    program: "helm",
    template: async (request) => {
      const values = request.values.map(({ text }) => Buffer.from(text).toString()).join();
      const output = answer(values, request);
      return output.startsWith("Error")
        ? { ok: false, output: "", said: output }
        : { ok: true, output, said: "" };
    },
  };
}

/** What enters the SBOM of the only unit of these files. */
export async function inputOf(files: Files, search: ImageSearch): Promise<SbomInput> {
  const source = await sourceOf(files);
  const [unit] = source.workspace.units;
  if (unit === undefined) throw new Error("no unit");
  const compositions = await packCompositions(source.tree, unit.folder);
  const packed = await packUnit(shipping(unit, "list"), source, spool);
  try {
    const facts = { tool: { name: "bp", version: "0.1.0" }, source: undefined, environment: {} };
    return await sbomInput({ unit, packed, compositions, tree: source.tree }, facts, search);
  } finally {
    await packed.content.dispose();
  }
}

/** Both documents as texts. */
export function textsOf(input: SbomInput): readonly string[] {
  return [cyclonedxForm, spdxForm].map((form) => Buffer.from(sbomText(form, input)).toString());
}

/** Each image with how it was found, once. */
export function foundBy({ images }: SbomInput): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  for (const { reference, foundBy: how } of images)
    found.set(reference, new Set([...(found.get(reference) ?? []), ...how]));
  return Object.fromEntries([...found].map(([reference, how]) => [reference, [...how]]));
}
