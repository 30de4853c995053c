import type { ChartMetadata } from "../model/chart.ts";
import { contentOf } from "./bytes.ts";
import type { PackagePlan, PlannedEntry } from "./plan.ts";

/** What a chart says of its licence. */
export interface FoundLicence {
  /** As it is declared, or the SPDX id of a text that is known. */
  readonly text: string;
  /** `Chart.yaml`, or the file. */
  readonly foundIn: string;
}

/** Annotations that name it: Artifact Hub's, the image-spec's, and Bitnami's. */
const annotations = ["artifacthub.io/license", "org.opencontainers.image.licenses", "licenses"];

const file = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/iu;
/** In bytes: a licence's name is near its top. */
const sizeLimit = 64 * 1024;

/** Words that only one licence has; the first that fits. */
const texts: readonly (readonly [id: string, words: RegExp])[] = [
  ["Apache-2.0", /Apache License\s+Version 2\.0, January 2004/u],
  ["AGPL-3.0-only", /GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/u],
  ["LGPL-3.0-only", /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/u],
  ["GPL-3.0-only", /GNU GENERAL PUBLIC LICENSE\s+Version 3/u],
  ["GPL-2.0-only", /GNU GENERAL PUBLIC LICENSE\s+Version 2/u],
  ["MPL-2.0", /Mozilla Public License(?:,)? Version 2\.0/iu],
  ["BUSL-1.1", /Business Source License 1\.1/u],
  [
    "ISC",
    /Permission to use, copy, modify, and(?:\/or)? distribute this software for any\s+purpose/u,
  ],
  ["BSD-3-Clause", /Redistribution and use in source and binary forms[^]*Neither the name/u],
  ["BSD-2-Clause", /Redistribution and use in source and binary forms/u],
  ["MIT", /Permission is hereby granted, free of charge, to any person obtaining a copy/u],
];

/** The licence that a chart's metadata declares. */
export function declaredLicence({
  annotations: told,
}: Pick<ChartMetadata, "annotations">): FoundLicence | undefined {
  const text = annotations.map((name) => told[name]?.trim() ?? "").find((one) => one !== "");
  return text === undefined ? undefined : { text, foundIn: "Chart.yaml" };
}

/** What licence files at the top of each chart in a package are, by the chart's path; those that are known. */
export async function licenceFiles({
  entries,
}: Pick<PackagePlan, "entries">): Promise<ReadonlyMap<string, FoundLicence>> {
  const found = new Map<string, FoundLicence>();
  for (const entry of entries) {
    const path = entry.path.slice(entry.path.indexOf("/") + 1);
    const chart = /^(?:charts\/[^/]+\/)*/u.exec(path)?.[0] ?? "";
    const owner = chart.replace(/\/$/u, "");
    if (!file.test(path.slice(chart.length)) || entry.size > sizeLimit || found.has(owner))
      continue;
    const text = await licenceIn(entry);
    if (text !== undefined) found.set(owner, { text, foundIn: path });
  }
  return found;
}

async function licenceIn(entry: PlannedEntry): Promise<string | undefined> {
  return licenceOf(Buffer.from(await contentOf(entry, entry.origin)).toString());
}

/** The SPDX id of a licence's text, undefined where it is none that is known. */
export function licenceOf(text: string): string | undefined {
  return texts.find(([, words]) => words.test(text))?.[0];
}
