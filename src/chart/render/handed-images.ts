import { parseImage } from "../../model/image-reference.ts";
import type { MappingNode } from "../../model/yaml-node.ts";
import { entry, items, pointerTo, scalarText } from "../../yaml/index.ts";
import type { ObjectImage } from "./object-images.ts";

type Path = readonly (string | number)[];

const flag = /^--?(?<name>[\w.-]+)(?:=(?<value>.*))?$/su;

/**
 * Images that a container is told to start, as operators are: `--acme-http01-solver-image=…`, `--image` before its value,
 * or any flag whose value can be nothing else, as `--prometheus-config-reloader=quay.io/…:v0.79.2`.
 */
export function* argumentImages(container: MappingNode, path: Path): Iterable<ObjectImage> {
  for (const list of ["command", "args"]) {
    let asked = false;
    for (const [index, item] of items(entry(container, list)).entries()) {
      const written = scalarText(item) ?? "";
      const { name = "", value } = flag.exec(written)?.groups ?? {};
      const saysImage = /image/iu.test(name);
      const text = value ?? (asked ? written : "");
      if (isTold(text, saysImage || asked))
        yield { pointer: pointerTo(...path, list, index), text, place: "argument" };
      asked = saysImage && value === undefined;
    }
  }
}

/** As `RELATED_IMAGE_X`, and maps of versions to images, as `3.9.0=quay.io/…` a line. */
export function* environmentImages(container: MappingNode, path: Path): Iterable<ObjectImage> {
  for (const [index, variable] of items(entry(container, "env")).entries()) {
    const name = scalarText(entry(variable, "name")) ?? "";
    const value = scalarText(entry(variable, "value")) ?? "";
    const saysImage = /image/iu.test(name);
    const pointer = pointerTo(...path, "env", index, "value");
    for (const word of value.split(/[\s,;]+/u)) {
      const text = word.slice(word.indexOf("=") + 1);
      if (isTold(text, saysImage)) yield { pointer, text, place: "environment" };
    }
  }
}

/** A name that says image wants a tag or digest; without it, the text must name a registry too. */
function isTold(text: string, saysImage: boolean): boolean {
  const image = parseImage(text);
  if (image === undefined) return false;
  const { repository, tag, digest } = image;
  if (digest !== undefined) return true;
  if (tag === undefined || !/\d|latest/u.test(tag)) return false;
  const [host = "", ...rest] = repository.split("/");
  return saysImage || (host.includes(".") && rest.length > 0 && !/^\d+$/u.test(tag));
}
