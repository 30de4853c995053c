import { mediaType } from "../../../../src/model/media-type.ts";
import { isBlueprint, isBundle, isChart, isSbom, isSpdx, kinds } from "../../../e2e/tampered.ts";
import type { LayoutEdit } from "../../../support/layout-edit.ts";
import type { Case } from "./case.ts";
import { nothingHolds } from "./case.ts";
import type { Scene } from "./scene.ts";

type PlaceCase = Case<Scene>;

/** What cannot be looked at without a manifest. */
const unreadable = ["manifest", "config", "chart", "contents", "blueprint", "compositions"];

/** Nor is there anything that signs it. */
const unsigned = [...unreadable, ...nothingHolds.filter((name) => name !== "foreign-bundle")];

const manifests: readonly PlaceCase[] = [
  {
    kind: "manifest",
    what: "a bit of the chart's manifest",
    tamper: ({ a, subject }) => {
      const bytes = a.read(subject);
      bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
      a.overwrite(subject, bytes);
    },
    fails: unreadable,
    says: /sha256:/u,
  },
  {
    kind: "manifest",
    what: "no layer",
    tamper: ({ a }) => rewritten(a, { layers: [] }),
    fails: unsigned,
    says: /it has 0 layers, not one/u,
  },
  {
    kind: "manifest",
    what: "an artifactType that hides the chart",
    tamper: ({ a }) => rewritten(a, { artifactType: "application/vnd.x" }),
    fails: unsigned,
    says: /it has an artifactType, application\/vnd.x/u,
  },
  {
    kind: "manifest",
    what: "the manifest of a bundle, gone",
    tamper: ({ a }) => a.remove(a.only(isBundle("provenance")).digest),
    fails: ["provenance-bundle"],
    says: /^there is no provenance bundle/u,
  },
];

/** The tag names another manifest, which nobody has signed. */
function rewritten(layout: LayoutEdit, change: Readonly<Record<string, unknown>>): void {
  const chart = layout.only(isChart);
  const manifest = { ...layout.manifest(chart.digest), ...change };
  layout.replace(chart, [{ ...chart, ...layout.addJson(mediaType.manifest, manifest) }]);
}

const lists: readonly PlaceCase[] = [
  ...kinds.map((kind): PlaceCase => ({
    kind: "referrer list",
    what: `without the ${kind} bundle`,
    tamper: ({ a }) => a.replace(a.only(isBundle(kind)), []),
    fails: [`${kind}-bundle`],
    says: /^there is no/u,
  })),
  {
    kind: "referrer list",
    what: "without the blueprint document",
    tamper: ({ a }) => a.replace(a.only(isBlueprint), []),
    fails: ["blueprint"],
    says: /the document sha256:[0-9a-f]+ is missing/u,
  },
  {
    kind: "referrer list",
    what: "without the SBOM",
    tamper: ({ a }) => a.replace(a.only(isSbom), []),
    fails: ["sbom"],
    says: /there is no SBOM in CycloneDX among the referrers/u,
  },
  {
    kind: "referrer list",
    what: "without the SBOM in SPDX",
    tamper: ({ a }) => a.replace(a.only(isSpdx), []),
    fails: ["sbom"],
    says: /there is no SBOM in SPDX among the referrers/u,
  },
];

export const placeCases: readonly PlaceCase[] = [...manifests, ...lists];
