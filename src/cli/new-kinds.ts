import type { Kind } from "../app/new/unit.ts";

/** What `bp new` makes. */
export const kinds: readonly Kind[] = ["blueprint", "chart", "kustomize", "umbrella"];
